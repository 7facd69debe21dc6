package io.safire.impl.transport;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body that tells where it ends. */
abstract class AnswerBody extends InputStream {

    final InputStream in;
    private long left;
    private boolean ended;

    AnswerBody(InputStream in, long first) {
        this.in = in;
        this.left = first;
    }

    /** How many bytes come after those that were told before; 0 at the end. */
    abstract long next() throws IOException;

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0 && !ended) {
            left = next();
            ended = left == 0;
        }
        if (ended) {
            return -1;
        }
        int read = in.read(bytes, offset, (int) Math.min(length, left));
        if (read < 0) {
            throw new EOFException("The answer ended early");
        }
        left -= read;
        return read;
    }
}
