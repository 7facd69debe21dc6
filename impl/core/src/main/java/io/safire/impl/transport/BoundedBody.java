package io.safire.impl.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Reads a body within bounds of size and time: a server that sends byte by byte would never run into a read timeout. */
final class BoundedBody {

    private BoundedBody() {}

    static byte[] read(InputStream stream, Duration longest, int most) throws IOException {
        long end = System.nanoTime() + longest.toNanos();
        ByteArrayOutputStream body = new ByteArrayOutputStream(2048);
        byte[] buffer = new byte[8192];
        for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
            body.write(buffer, 0, read);
            if (body.size() > most) {
                throw new RunawayBodyException(body.toByteArray());
            }
            if (System.nanoTime() - end > 0) {
                throw new RunawayBodyException(null);
            }
        }
        return body.toByteArray();
    }
}
