package io.safire.http;

import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.TransportException;
import org.jspecify.annotations.Nullable;

/**
 * Signals to {@code @Retry} that another attempt is allowed and may succeed.
 *
 * @hidden because applications do not use this type
 */
public final class TransientFailureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable InboundResponse response;
    private final @Nullable TransportException failure;

    TransientFailureException(InboundResponse response) {
        super("HTTP " + response.status());
        this.response = response;
        this.failure = null;
    }

    TransientFailureException(TransportException failure) {
        super(failure);
        this.response = null;
        this.failure = failure;
    }

    InboundResponse response() {
        if (response != null) {
            return response;
        }
        throw failure == null ? new IllegalStateException("neither response nor failure") : failure;
    }
}
