package io.safire.internal.http;

import io.safire.internal.config.HttpSettings;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reader for response bodies that limits their size and time. A read timeout alone does not stop a server that sends
 * single bytes slowly.
 */
record LimitedBodyReader(HttpSettings settings) {

    /** The size in bytes, which is large enough for most token responses. */
    private static final int INITIAL_BUFFER_SIZE = 2048;

    byte[] read(InputStream stream, int maxBytes) throws IOException {
        long end = System.nanoTime() + settings.bodyTimeout(maxBytes).toNanos();
        byte[] body = new byte[INITIAL_BUFFER_SIZE];
        int length = 0;
        for (int read = stream.read(body); read >= 0; read = stream.read(body, length, body.length - length)) {
            length += read;
            if (length > maxBytes) {
                throw new BodyLimitExceededException(Arrays.copyOf(body, length));
            }
            if (System.nanoTime() - end > 0) {
                throw new BodyLimitExceededException(null);
            }
            if (length == body.length) {
                body = Arrays.copyOf(body, (int) Math.min(2L * length, maxBytes + 1L));
            }
        }
        return Arrays.copyOf(body, length);
    }
}
