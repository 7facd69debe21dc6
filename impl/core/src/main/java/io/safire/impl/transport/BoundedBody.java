package io.safire.impl.transport;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;

/**
 * Reader for response bodies with limits for size and time. A read timeout alone does not stop a server that sends
 * single bytes.
 */
final class BoundedBody {

    /** The initial buffer size in bytes, which most token responses fit into. */
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
