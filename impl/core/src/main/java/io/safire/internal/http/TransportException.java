package io.safire.internal.http;

import java.net.URI;

/**
 * Thrown if there is no complete response. The kind of the failure indicates whether the server may have received the
 * request.
 */
public final class TransportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The reason for the failure. */
    public enum FailureKind {
        /** There was no connection, so the request was not sent. */
        NOT_CONNECTED(true, true),
        /** The TLS handshake failed on the client's side, so the request was not sent. A retry would fail too. */
        TLS_FAILURE(true, false),
        /** The server ended the TLS handshake with an alert, so the server processed no request. */
        HANDSHAKE_REFUSED(true, false),
        /** The server closed the connection during the TLS handshake, so the server processed no request. */
        HANDSHAKE_ABORTED(true, true),
        /** No response arrived in time. The server may have processed the request. */
        TIMEOUT(false, true),
        /** The connection broke. The server may have processed the request. */
        CONNECTION_BROKEN(false, true),
        /** A redirect to a URL that is invalid or not https. */
        BLOCKED_REDIRECT(false, false),
        /** A redirect to another origin that is not listed in {@code endpoint-hosts}. */
        CROSS_ORIGIN_REDIRECT(false, false),
        /** Too many redirects in a row. */
        TOO_MANY_REDIRECTS(false, false),
        /** The circuit breaker of the endpoint is open, so the request was not sent. */
        CIRCUIT_OPEN(true, false),
        /** The maximum number of concurrent requests is reached, so the request was not sent. */
        BULKHEAD_FULL(true, false);

        private final boolean neverSent;
        private final boolean isTransient;

        FailureKind(boolean neverSent, boolean isTransient) {
            this.neverSent = neverSent;
            this.isTransient = isTransient;
        }

        public boolean neverSent() {
            return neverSent;
        }

        /**
         * Returns whether the failure counts for the circuit breaker. A failure counts if the server is unreachable or
         * sent no complete response.
         */
        boolean countsForCircuitBreaker() {
            return switch (this) {
                case NOT_CONNECTED, TLS_FAILURE, HANDSHAKE_REFUSED, HANDSHAKE_ABORTED, TIMEOUT, CONNECTION_BROKEN ->
                    true;
                case BLOCKED_REDIRECT, CROSS_ORIGIN_REDIRECT, TOO_MANY_REDIRECTS, CIRCUIT_OPEN, BULKHEAD_FULL -> false;
            };
        }

        boolean isUnreachable() {
            return this == NOT_CONNECTED || this == TIMEOUT;
        }

        /** Returns whether the failure is transient, so that a retry can succeed. */
        public boolean isTransient() {
            return isTransient;
        }
    }

    private final FailureKind kind;
    private final URI target;

    public TransportException(FailureKind kind, String description, URI target) {
        super(description);
        this.kind = kind;
        this.target = target;
    }

    public FailureKind kind() {
        return kind;
    }

    public URI target() {
        return target;
    }

    public String description() {
        return String.valueOf(getMessage());
    }
}
