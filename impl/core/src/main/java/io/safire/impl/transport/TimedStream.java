package io.safire.impl.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** What comes over a socket within a time: a server that sends byte by byte would never run into a read timeout. */
final class TimedStream extends InputStream {

    private static final long NANOS = 1_000_000;

    private final Socket socket;
    private final InputStream in;
    private long end;

    TimedStream(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /** Gives it so much time from now on. */
    void within(Duration longest) {
        end = System.nanoTime() + longest.toNanos();
    }

    @Override
    public int read() throws IOException {
        socket.setSoTimeout(left());
        return in.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        socket.setSoTimeout(left());
        return in.read(bytes, offset, length);
    }

    private int left() throws SocketTimeoutException {
        long left = end - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException("Read timed out");
        }
        return (int) Math.min(left / NANOS + 1, Integer.MAX_VALUE);
    }
}
