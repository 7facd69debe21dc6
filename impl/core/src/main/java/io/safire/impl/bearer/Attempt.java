package io.safire.impl.bearer;

import io.safire.bearer.Bearer;
import io.safire.bearer.BearerTokens;
import jakarta.interceptor.InvocationContext;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An attempt at one call of an interface method. It records the token that the server rejected. */
final class Attempt {

    /** The request filter runs in the caller's thread, and only the thread connects it with the interceptor. */
    private static final ThreadLocal<Attempt> CURRENT = new ThreadLocal<>();

    private final @Nullable Bearer given;
    private @Nullable Bearer refused;
    private boolean over;

    private Attempt(@Nullable Bearer given) {
        this.given = given;
    }

    static Attempt first() {
        return new Attempt(null);
    }

    static Attempt second(Bearer bearer) {
        return new Attempt(bearer);
    }

    /** Returns the attempt of this thread; empty for a client that is not injected. */
    static Optional<Attempt> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    Outcome run(InvocationContext call) {
        Attempt outer = CURRENT.get();
        CURRENT.set(this);
        try {
            return Outcome.of(call);
        } finally {
            end();
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    /** Returns the token for the request of this attempt; empty if the request must be sent without one. */
    Optional<Bearer> bearer(BearerTokens tokens, URI target) {
        return given != null && given.isFor(target) ? Optional.of(given) : tokens.forRequest(target);
    }

    /** Records a 401 response. If the call has already returned because it is asynchronous, invalidates the token instead. */
    void refuse(Bearer bearer) {
        if (!noted(bearer)) {
            bearer.drop();
        }
    }

    synchronized Optional<Bearer> refused() {
        return Optional.ofNullable(refused);
    }

    private synchronized boolean noted(Bearer bearer) {
        if (!over) {
            refused = bearer;
        }
        return !over;
    }

    private synchronized void end() {
        over = true;
    }
}
