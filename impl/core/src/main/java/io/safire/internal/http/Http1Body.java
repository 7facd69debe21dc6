package io.safire.internal.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;

/** The body of an HTTP/1.1 response with a known length or in chunks. Reading fails if the body ends early. */
final class Http1Body extends InputStream {

    private static final int MAX_LINE = 8192;
    private static final Pattern CHUNK_SIZE = Pattern.compile("[0-9A-Fa-f]{1,15}");

    private final InputStream input;
    private final boolean chunked;
    private long remaining;
    private boolean first = true;
    private boolean ended;

    /** @param length the length of a body without chunks */
    Http1Body(InputStream input, boolean chunked, long length) {
        this.input = input;
        this.chunked = chunked;
        this.remaining = length;
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
        if (remaining == 0 && !startNextChunk()) {
            return -1;
        }
        int count = input.read(target, offset, (int) Math.min(length, remaining));
        if (count < 0) {
            throw new EOFException("The response ended early");
        }
        remaining -= count;
        return count;
    }

    /** Returns false at the end of the body. */
    private boolean startNextChunk() throws IOException {
        if (!chunked || ended) {
            return false;
        }
        if (!first && !readLine().isEmpty()) {
            throw new IOException("The response has a malformed chunk");
        }
        first = false;
        String size = readLine().replaceFirst("[ \t]*(;.*)?$", "");
        if (!CHUNK_SIZE.matcher(size).matches()) {
            throw new IOException("The response has a malformed chunk");
        }
        remaining = Long.parseLong(size, 16);
        ended = remaining == 0;
        return !ended;
    }

    private String readLine() throws IOException {
        return Http1Message.readLine(input, new int[] {MAX_LINE});
    }
}
