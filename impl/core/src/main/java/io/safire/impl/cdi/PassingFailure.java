package io.safire.impl.cdi;

import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.TransportFailure;
import org.jspecify.annotations.Nullable;

/** Signals to {@code @Retry} that another attempt is allowed and may succeed. */
public final class PassingFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable HttpAnswer answer;
    private final @Nullable TransportFailure failure;

    PassingFailure(HttpAnswer answer) {
        super("HTTP " + answer.status());
        this.answer = answer;
        this.failure = null;
    }

    PassingFailure(TransportFailure failure) {
        super(failure);
        this.answer = null;
        this.failure = failure;
    }

    /** Returns the response of the last attempt, or throws its failure. */
    HttpAnswer answer() {
        if (answer != null) {
            return answer;
        }
        throw failure == null ? new IllegalStateException("neither response nor failure") : failure;
    }
}
