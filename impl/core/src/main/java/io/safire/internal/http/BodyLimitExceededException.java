package io.safire.internal.http;

import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** Thrown if a response body exceeds the limit for its size or its time. */
final class BodyLimitExceededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient byte @Nullable [] received;

    /**
     * Creates an exception.
     *
     * @param received the bytes received of an overlong body; null if the time limit was exceeded
     */
    BodyLimitExceededException(byte @Nullable [] received) {
        super("response body exceeds its limit");
        this.received = received;
    }

    /**
     * Returns the bytes that were received of an overlong body.
     *
     * @throws SocketTimeoutException if the time limit was exceeded
     */
    byte[] received() throws SocketTimeoutException {
        if (received == null) {
            throw new SocketTimeoutException("Read timed out");
        }
        return received;
    }
}
