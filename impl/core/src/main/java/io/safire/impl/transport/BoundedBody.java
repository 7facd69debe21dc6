package io.safire.impl.transport;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;

/** Reads a body within bounds of size and time: a server that sends byte by byte would never run into a read timeout. */
final class BoundedBody {

    /** More than most answers to a request for a token. */
    private static final int USUAL = 2048;

    private BoundedBody() {}

    static byte[] read(InputStream stream, Duration longest, int most) throws IOException {
        long end = System.nanoTime() + longest.toNanos();
        byte[] body = new byte[USUAL];
        int length = 0;
        for (int read = stream.read(body); read >= 0; read = stream.read(body, length, body.length - length)) {
            length += read;
            if (length > most) {
                throw new RunawayBodyException(Arrays.copyOf(body, length));
            }
            if (System.nanoTime() - end > 0) {
                throw new RunawayBodyException(null);
            }
            if (length == body.length) {
                body = Arrays.copyOf(body, (int) Math.min(2L * length, most + 1L));
            }
        }
        return Arrays.copyOf(body, length);
    }
}
