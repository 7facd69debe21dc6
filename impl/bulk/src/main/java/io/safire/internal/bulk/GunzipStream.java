package io.safire.internal.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * The decoded content of all members of a gzip stream (RFC 1952). {@link java.util.zip.GZIPInputStream} would call
 * itself once for each empty member, so a small stream could overflow the stack.
 */
final class GunzipStream extends InputStream {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int FIRST_MAGIC = 0x1F;
    private static final int SECOND_MAGIC = 0x8B;
    private static final int FIXED_HEADER_BYTES = 8;
    private static final int CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final InputStream received;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int end;
    private boolean inMember;

    GunzipStream(InputStream received) {
        this.received = received;
    }

    static boolean isGzip(byte[] start) {
        return start.length > 1 && (start[0] & 0xFF) == FIRST_MAGIC && (start[1] & 0xFF) == SECOND_MAGIC;
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            while (inMember || startMember()) {
                int count = inflater.inflate(target, offset, length);
                if (count > 0) {
                    checksum.update(target, offset, count);
                    return count;
                }
                continueMember();
            }
            return -1;
        } catch (DataFormatException malformed) {
            throw new ZipException("malformed gzip data");
        }
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        received.close();
    }

    private void continueMember() throws IOException {
        if (inflater.finished()) {
            position = end - inflater.getRemaining();
            verifyTrailer();
            inflater.reset();
            inMember = false;
        } else if (inflater.needsDictionary()) {
            throw new ZipException("malformed gzip data");
        } else {
            inflateBuffer();
        }
    }

    /** Bytes after the last member that start no other member are ignored. */
    private boolean startMember() throws IOException {
        if (next() != FIRST_MAGIC || next() != SECOND_MAGIC) {
            return false;
        }
        int flags = 0;
        for (int index = 0; index < FIXED_HEADER_BYTES; index++) {
            int value = required();
            flags = index == 1 ? value : flags;
        }
        skip((flags & EXTRA) == 0 ? 0 : required() + (required() << 8));
        for (int text : new int[] {NAME, COMMENT}) {
            while ((flags & text) != 0 && required() != 0) {
                // skips the text
            }
        }
        skip((flags & CHECKSUM) == 0 ? 0 : 2);
        inflateBuffer();
        checksum.reset();
        inMember = true;
        return true;
    }

    /** Passes the whole buffer to the inflater, so that the next call passes the bytes that follow. */
    private void inflateBuffer() throws IOException {
        requireByte();
        inflater.setInput(buffer, position, end - position);
        position = end;
    }

    private void verifyTrailer() throws IOException {
        if (littleEndian() != checksum.getValue() || littleEndian() != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
            throw new ZipException("wrong checksum or length of gzip data");
        }
    }

    private long littleEndian() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            value |= (long) required() << shift;
        }
        return value;
    }

    private void skip(int count) throws IOException {
        for (int index = 0; index < count; index++) {
            required();
        }
    }

    private int required() throws IOException {
        requireByte();
        return buffer[position++] & 0xFF;
    }

    private int next() throws IOException {
        return fill() ? buffer[position++] & 0xFF : -1;
    }

    private void requireByte() throws IOException {
        if (!fill()) {
            throw new ZipException("truncated gzip data");
        }
    }

    private boolean fill() throws IOException {
        if (position == end) {
            position = 0;
            end = Math.max(0, received.read(buffer, 0, buffer.length));
        }
        return position < end;
    }
}
