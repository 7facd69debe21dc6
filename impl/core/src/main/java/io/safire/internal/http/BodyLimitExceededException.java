package io.safire.internal.http;

import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** Thrown if a response body exceeds the size limit or the time limit. */
final class BodyLimitExceededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient byte @Nullable [] received;

    /**
     * @param received the start of a body that exceeds the size limit; null if the time limit was exceeded
     */
    BodyLimitExceededException(byte @Nullable [] received) {
        super("response body exceeds its limit");
        this.received = received;
    }

    /**
     * @throws SocketTimeoutException if the time limit was exceeded
     */
    byte[] received() throws SocketTimeoutException {
        if (received == null) {
            throw new SocketTimeoutException("Read timed out");
        }
        return received;
    }
}
