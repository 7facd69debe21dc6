package io.safire.impl.transport;

import io.safire.impl.transport.TransportFailure.Kind;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A body is longer than anything that is read, or comes too slowly to wait for its end. */
final class RunawayBodyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable HttpAnswer answer;

    /**
     * Makes the exception.
     *
     * @param answer what came with a body that is too long; null for one that is too slow
     */
    RunawayBodyException(@Nullable HttpAnswer answer) {
        super("runaway body");
        this.answer = answer;
    }

    /** The answer with too long a body, or the failure that a slow one is. */
    HttpAnswer answer(URI target) {
        if (answer == null) {
            throw new TransportFailure(Kind.TIMEOUT, "Read timed out", target);
        }
        return answer;
    }
}
