package io.safire.impl.transport;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A body in chunks (RFC 9112 7.1). What follows the last one is not read: nothing comes after it on its connection. */
final class ChunkedBody extends InputStream {

    private static final Pattern SIZE = Pattern.compile("\\s*0*([0-9a-fA-F]{1,7})\\s*(?:;.*)?");
    private static final int LONGEST_LINE = 1024;
    private static final int HEX = 16;

    private final InputStream in;
    private int left;
    private boolean first = true;
    private boolean ended;

    ChunkedBody(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0 && !ended) {
            left = size();
            ended = left == 0;
        }
        if (ended) {
            return -1;
        }
        int read = in.read(bytes, offset, Math.min(length, left));
        if (read < 0) {
            throw new EOFException("The answer ended early");
        }
        left -= read;
        return read;
    }

    private int size() throws IOException {
        if (!first && !line().isEmpty()) {
            throw new IOException("A chunk of the answer is longer than it says");
        }
        first = false;
        Matcher size = SIZE.matcher(line());
        if (!size.matches()) {
            throw new IOException("A chunk of the answer has no size");
        }
        return Integer.parseInt(size.group(1), HEX);
    }

    private String line() throws IOException {
        return AnswerHead.line(in, LONGEST_LINE);
    }
}
