package io.safire.impl.transport;

import java.net.URI;

/** Thrown if there is no complete response. The kind indicates whether the server can have received the request. */
public final class TransportFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The reason for the failure. */
    public enum Kind {
        /** No connection: the request was not sent. */
        NOT_CONNECTED(true, true),
        /** TLS handshake failed on the client's side: the request was not sent, and a retry would fail too. */
        TLS(true, false),
        /** The server ended the TLS handshake with an alert: it processed no request, and a retry would fail too. */
        HANDSHAKE_REFUSED(true, false),
        /** The server closed the connection during the TLS handshake: it processed no request. */
        HANDSHAKE_BROKEN(true, true),
        /** No response in time: the server may have processed the request. */
        TIMEOUT(false, true),
        /** The connection broke: the server may have processed the request. */
        BROKEN(false, true),
        /** A redirect to a URL that is invalid or not https. */
        BLOCKED_REDIRECT(false, false),
        /** A redirect to another origin that is not listed in {@code endpoint-hosts}. */
        OTHER_ORIGIN(false, false),
        /** Too many redirects in a row. */
        TOO_MANY_REDIRECTS(false, false),
        /** The circuit breaker of the endpoint is open: the request was not sent. */
        LEFT_ALONE(true, false),
        /** The maximum number of concurrent requests is reached: the request was not sent. */
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

        /**
         * Returns whether the failure counts for the circuit breaker: the server is unreachable or sent no complete
         * response.
         */
        boolean unanswered() {
            return switch (this) {
                case NOT_CONNECTED, TLS, HANDSHAKE_REFUSED, HANDSHAKE_BROKEN, TIMEOUT, BROKEN -> true;
                case BLOCKED_REDIRECT, OTHER_ORIGIN, TOO_MANY_REDIRECTS, LEFT_ALONE, FULL -> false;
            };
        }

        boolean unreachable() {
            return this == NOT_CONNECTED || this == TIMEOUT;
        }

        /** Returns whether the failure is transient, so that a retry can succeed. */
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
