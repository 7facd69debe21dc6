package io.safire.impl.transport;

import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** A body is longer than anything that is read, or comes too slowly to wait for its end. */
final class RunawayBodyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient byte @Nullable [] received;

    /**
     * Makes the exception.
     *
     * @param received what came of a body that is too long; null for one that is too slow
     */
    RunawayBodyException(byte @Nullable [] received) {
        super("runaway body");
        this.received = received;
    }

    /** What came of too long a body; a slow one is a timeout. */
    byte[] received() throws SocketTimeoutException {
        if (received == null) {
            throw new SocketTimeoutException("Read timed out");
        }
        return received;
    }
}
