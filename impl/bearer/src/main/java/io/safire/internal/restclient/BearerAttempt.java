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
     * The request filter runs in the caller's thread. The thread is all that the filter and the interceptor have in
     * common, so a thread-local variable passes the attempt.
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
     * Records the rejected token. The token is invalidated instead if the call is asynchronous and has already
     * returned.
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
