package io.safire.sandbox;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A stream that fails after a number of bytes, so that the server closes the connection. */
final class InterruptedOutputStream extends FilterOutputStream {

    private long remaining;

    InterruptedOutputStream(OutputStream out, long bytes) {
        super(out);
        this.remaining = bytes;
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int allowed = (int) Math.min(length, remaining);
        out.write(bytes, offset, allowed);
        remaining -= allowed;
        if (allowed < length) {
            out.flush();
            throw new IOException("The script interrupts the response.");
        }
    }
}
