package io.safire.impl.bearer;

import io.safire.bearer.Bearer;
import io.safire.bearer.BearerTokens;
import jakarta.interceptor.InvocationContext;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call of a method: what its request bore, and whether the server refused that. */
final class Attempt {

    /** The filter of a request runs in the thread of its caller, and nothing else leads from one to the other. */
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

    /** The attempt of this thread; empty for a client that is not injected. */
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

    /** What the request of this attempt bears. */
    Optional<Bearer> bearer(BearerTokens tokens, URI target) {
        return given != null && given.isFor(target) ? Optional.of(given) : tokens.forRequest(target);
    }

    /** Notes a 401; when the call has returned already, since its answer is awaited elsewhere, the token is dropped here. */
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
