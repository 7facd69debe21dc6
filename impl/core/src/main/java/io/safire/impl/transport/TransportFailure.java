package io.safire.impl.transport;

import java.net.URI;

/** No whole answer came; the kind says whether the server can have seen the request. */
public final class TransportFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What happened to the request. */
    public enum Kind {
        /** No connection: the request never left. */
        NOT_CONNECTED(true, true),
        /** No TLS connection: the request never left, and the next one will not either. */
        TLS(true, false),
        /** The server ended the TLS handshake by an alert: it took no request, and will not take the next one either. */
        HANDSHAKE_REFUSED(true, false),
        /** The server hung up within the TLS handshake: the request never left. */
        HANDSHAKE_BROKEN(true, true),
        /** No answer in time: the server may have acted. */
        TIMEOUT(false, true),
        /** The connection broke: the server may have acted. */
        BROKEN(false, true),
        /** An answer that leads to an address that is not https. */
        BLOCKED_REDIRECT(false, false),
        /** A redirect to another origin, which is not listed in {@code endpoint-hosts}. */
        OTHER_ORIGIN(false, false),
        /** Answers that lead on and on. */
        TOO_MANY_REDIRECTS(false, false),
        /** The address is left alone, since calls there have failed: the request never left. */
        LEFT_ALONE(true, false),
        /** Too many requests are under way: the request never left. */
        FULL(true, false);

        private final boolean neverSent;
        private final boolean passing;

        Kind(boolean neverSent, boolean passing) {
            this.neverSent = neverSent;
            this.passing = passing;
        }

        public boolean neverSent() {
            return neverSent;
        }

        /** Whether the server cannot be reached or does not answer. */
        boolean unanswered() {
            return switch (this) {
                case NOT_CONNECTED, TLS, HANDSHAKE_REFUSED, HANDSHAKE_BROKEN, TIMEOUT, BROKEN -> true;
                case BLOCKED_REDIRECT, OTHER_ORIGIN, TOO_MANY_REDIRECTS, LEFT_ALONE, FULL -> false;
            };
        }

        boolean unreachable() {
            return this == NOT_CONNECTED || this == TIMEOUT;
        }

        /** Whether another attempt may do better. */
        public boolean passing() {
            return passing;
        }
    }

    private final Kind kind;
    private final URI target;

    public TransportFailure(Kind kind, String description, URI target) {
        super(description);
        this.kind = kind;
        this.target = target;
    }

    public Kind kind() {
        return kind;
    }

    public URI target() {
        return target;
    }

    public String description() {
        return String.valueOf(getMessage());
    }
}
