package io.safire.internal.restclient;

import io.safire.bearer.BearerToken;
import io.safire.bearer.BearerTokens;
import jakarta.interceptor.InvocationContext;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An attempt at one call of an interface method. It records the token that the server rejected. */
final class BearerAttempt {

    /**
     * A thread-local variable passes the attempt from the interceptor to the request filter, because the two have only
     * the caller's thread in common.
     */
    private static final ThreadLocal<BearerAttempt> CURRENT = new ThreadLocal<>();

    private final @Nullable BearerToken replacement;
    private @Nullable BearerToken rejectedToken;
    private boolean ended;

    private BearerAttempt(@Nullable BearerToken replacement) {
        this.replacement = replacement;
    }

    static BearerAttempt first() {
        return new BearerAttempt(null);
    }

    static BearerAttempt second(BearerToken bearer) {
        return new BearerAttempt(bearer);
    }

    /** The result is empty if the application did not inject the client. */
    static Optional<BearerAttempt> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    CallOutcome run(InvocationContext call) {
        BearerAttempt outer = CURRENT.get();
        CURRENT.set(this);
        try {
            return CallOutcome.of(call);
        } finally {
            end();
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    /** The result is empty if the request must be sent without a token. */
    Optional<BearerToken> bearer(BearerTokens tokens, URI target) {
        return replacement != null && replacement.isFor(target) ? Optional.of(replacement) : tokens.forRequest(target);
    }

    /**
     * Records the rejected token for the interceptor. If the call is asynchronous and has already returned, invalidates
     * the token instead.
     */
    void onRejected(BearerToken bearer) {
        if (!recordRejection(bearer)) {
            bearer.invalidate();
        }
    }

    synchronized Optional<BearerToken> rejectedToken() {
        return Optional.ofNullable(rejectedToken);
    }

    private synchronized boolean recordRejection(BearerToken bearer) {
        if (!ended) {
            rejectedToken = bearer;
        }
        return !ended;
    }

    private synchronized void end() {
        ended = true;
    }
}
