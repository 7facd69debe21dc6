package io.safire.internal.restclient;

import io.safire.bearer.BearerToken;
import io.safire.bearer.BearerTokens;
import jakarta.interceptor.InvocationContext;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An attempt at one call of an interface method. The attempt records the token that the server rejected. */
final class BearerAttempt {

    /**
     * The request filter runs in the caller's thread. The filter and the interceptor have nothing in common except the
     * thread, so a thread-local variable passes the attempt.
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

    /** Returns the attempt of this thread; empty if the application did not inject the client. */
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

    /** Returns the token for the request of this attempt; empty if the request must be sent without a token. */
    Optional<BearerToken> bearer(BearerTokens tokens, URI target) {
        return replacement != null && replacement.isFor(target) ? Optional.of(replacement) : tokens.forRequest(target);
    }

    /**
     * Records a 401 response. If the call is asynchronous and has already returned, this method invalidates the token
     * instead.
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
