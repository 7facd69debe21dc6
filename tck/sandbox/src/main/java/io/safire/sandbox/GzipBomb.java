package io.safire.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A JSON object that is small on the wire and large to whoever inflates it. One block of it is compressed and said again and
 * again (RFC 1951 lets blocks stand by themselves, RFC 1952 is what is around them), so that making it costs no more than
 * making a usual answer: a client whose patience ends within a second is not to wait for the compression.
 */
final class GzipBomb {

    private static final int BLOCK = 1 << 16;
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int MOST_OF_A_BLOCK = 1024;

    private final ByteArrayOutputStream whole = new ByteArrayOutputStream();
    private final CRC32 checksum = new CRC32();
    private int length;

    private GzipBomb() {}

    /**
     * Makes one.
     *
     * @param filler how many characters its only member has
     */
    static byte[] of(int filler) {
        GzipBomb bomb = new GzipBomb();
        bomb.whole.writeBytes(HEADER);
        bomb.say("{\"filler\":\"".getBytes(US_ASCII), 1, Deflater.FULL_FLUSH);
        byte[] block = new byte[BLOCK];
        Arrays.fill(block, (byte) 'x');
        bomb.say(block, filler / BLOCK, Deflater.FULL_FLUSH);
        bomb.say(Arrays.copyOf(block, filler % BLOCK), 1, Deflater.FULL_FLUSH);
        bomb.say("\"}".getBytes(US_ASCII), 1, Deflater.NO_FLUSH);
        ByteBuffer trailer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        trailer.putInt((int) bomb.checksum.getValue()).putInt(bomb.length);
        bomb.whole.writeBytes(trailer.array());
        return bomb.whole.toByteArray();
    }

    /** Says a text so many times; without a flush, it is the last one. */
    private void say(byte[] text, int times, int flush) {
        byte[] compressed = compressed(text, flush);
        for (int time = 0; time < times; time++) {
            whole.writeBytes(compressed);
            checksum.update(text);
            length += text.length;
        }
    }

    private static byte[] compressed(byte[] text, int flush) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(text);
            if (flush == Deflater.NO_FLUSH) {
                deflater.finish();
            }
            byte[] compressed = new byte[MOST_OF_A_BLOCK];
            return Arrays.copyOf(compressed, deflater.deflate(compressed, 0, compressed.length, flush));
        } finally {
            deflater.end();
        }
    }
}
