package io.safire.internal.http;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompressor of one body. {@link java.util.zip.GZIPInputStream} would call itself once for each empty member, so a small
 * body could overflow the stack.
 *
 * @param maxBytes the limit of the decompressed body. One byte more shows that the body exceeds the limit
 */
record BodyInflater(byte[] body, int maxBytes) {

    private static final int HEADER_LENGTH = 10;
    private static final int TRAILER_LENGTH = 8;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int CHECKSUM = 2;

    private static final int BUFFER_BYTES = 8192;

    /**
     * Decompresses all members of a gzip body (RFC 1952, section 2.2). Other bytes after the last member are ignored.
     *
     * @return the decompressed body; empty if a member is malformed or truncated
     */
    Optional<byte[]> gunzip() {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        Inflater inflater = new Inflater(true);
        try {
            int start = 0;
            do {
                int data = endOfHeader(start);
                if (!inflate(inflater, data, plain)) {
                    return Optional.empty();
                }
                start = body.length - inflater.getRemaining() + TRAILER_LENGTH;
                inflater.reset();
            } while (plain.size() <= maxBytes && InboundResponse.isGzip(body, start));
            return Optional.of(plain.toByteArray());
        } finally {
            inflater.end();
        }
    }

    /**
     * Decompresses a body in the coding {@code deflate}.
     *
     * @param raw true if the body has no zlib header
     * @return the decompressed body; empty if the body is malformed or truncated
     */
    Optional<byte[]> inflate(boolean raw) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        Inflater inflater = new Inflater(raw);
        try {
            return inflate(inflater, 0, plain) ? Optional.of(plain.toByteArray()) : Optional.empty();
        } finally {
            inflater.end();
        }
    }

    /** Returns false if the data are malformed or truncated. Stops one byte after the limit. */
    private boolean inflate(Inflater inflater, int start, ByteArrayOutputStream plain) {
        inflater.setInput(body, start, body.length - start);
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            while (!inflater.finished() && plain.size() <= maxBytes) {
                int count = inflater.inflate(buffer, 0, Math.min(buffer.length, maxBytes + 1 - plain.size()));
                if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    return false;
                }
                plain.write(buffer, 0, count);
            }
            return true;
        } catch (DataFormatException malformed) {
            return false;
        }
    }

    /** Returns the index after the header of a gzip member (RFC 1952, section 2.3). */
    private int endOfHeader(int start) {
        int flags = start + 3 < body.length ? body[start + 3] : 0;
        int end = start + HEADER_LENGTH;
        if ((flags & EXTRA) != 0 && body.length > end + 1) {
            end += 2 + (body[end] & 0xFF) + ((body[end + 1] & 0xFF) << 8);
        }
        for (int text : new int[] {NAME, COMMENT}) {
            if ((flags & text) != 0) {
                while (end < body.length && body[end] != 0) {
                    end++;
                }
                end++;
            }
        }
        return Math.min(end + ((flags & CHECKSUM) == 0 ? 0 : 2), body.length);
    }

    /** Omits the body, because it may contain tokens. */
    @Override
    public String toString() {
        return "BodyInflater[" + body.length + " bytes, maxBytes=" + maxBytes + "]";
    }
}
