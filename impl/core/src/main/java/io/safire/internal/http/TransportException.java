package io.safire.internal.http;

import java.net.URI;

/**
 * Thrown if there is no complete response. The kind of the failure indicates whether the server may have received the
 * request.
 */
public final class TransportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public enum FailureKind {
        /** There was no connection, so the request was not sent. */
        NOT_CONNECTED(true, true),
        /** No connection was established within {@code connect-timeout}, so the request was not sent. */
        CONNECT_TIMEOUT(true, true),
        /** The TLS handshake failed on the client's side, so the request was not sent. A retry would fail too. */
        TLS_FAILURE(true, false),
        CERTIFICATE_EXPIRED(true, false),
        CERTIFICATE_NOT_YET_VALID(true, false),
        CERTIFICATE_UNTRUSTED(true, false),
        CERTIFICATE_NAME(true, false),
        /** The server ended the TLS handshake with an alert, so the server processed no request. */
        HANDSHAKE_REFUSED(true, false),
        /** The server closed the connection during the TLS handshake, so the server processed no request. */
        HANDSHAKE_ABORTED(true, true),
        /** There was no connection to the proxy, or the proxy did not respond, so the server received no request. */
        PROXY_UNREACHABLE(true, true),
        /** The proxy requires other credentials, so the server received no request. */
        PROXY_AUTHENTICATION(true, false),
        /** The proxy refused to connect to the server, so the server received no request. */
        PROXY_REFUSED(true, false),
        /** The proxy failed to connect to the server, so the server received no request. */
        PROXY_FAILED(true, true),
        /** No response arrived within {@code read-timeout}. The server may have processed the request. */
        READ_TIMEOUT(false, true),
        /** The response was not complete at the deadline. The server may have processed the request. */
        DEADLINE_EXCEEDED(false, true),
        /** Fault Tolerance ended the attempt at its time limit. The server may have processed the request. */
        ATTEMPT_TIMEOUT(false, true),
        /** Another caller did not load the document in time, so this caller sent no request. */
        LOAD_TIMEOUT(true, false),
        /** The connection broke. The server may have processed the request. */
        CONNECTION_BROKEN(false, true),
        /** The thread of the caller was interrupted. The server may have processed the request. */
        INTERRUPTED(false, false),
        /** A redirect to a URL that is not https. */
        BLOCKED_REDIRECT(false, false),
        /** A redirect to a text that is not a URL, or to a URL without a host name that Java accepts. */
        UNUSABLE_REDIRECT(false, false),
        /** A redirect to http on a loopback host, although {@code allow-insecure-localhost} is not true. */
        LOOPBACK_REDIRECT(false, false),
        /** A redirect to a URL with a user name. */
        USER_NAME_REDIRECT(false, false),
        /** A redirect to another origin that is not listed in {@code endpoint-hosts}. */
        CROSS_ORIGIN_REDIRECT(false, false),
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

        /** Returns true if it is certain that the failed attempt was not sent. */
        public boolean neverSent() {
            return neverSent;
        }

        /** A failure counts if the server is unreachable or sent no complete response. */
        boolean countsForCircuitBreaker() {
            return switch (this) {
                case NOT_CONNECTED,
                        CONNECT_TIMEOUT,
                        TLS_FAILURE,
                        CERTIFICATE_EXPIRED,
                        CERTIFICATE_NOT_YET_VALID,
                        CERTIFICATE_UNTRUSTED,
                        CERTIFICATE_NAME,
                        HANDSHAKE_REFUSED,
                        HANDSHAKE_ABORTED,
                        PROXY_UNREACHABLE,
                        PROXY_AUTHENTICATION,
                        PROXY_REFUSED,
                        PROXY_FAILED,
                        READ_TIMEOUT,
                        DEADLINE_EXCEEDED,
                        ATTEMPT_TIMEOUT,
                        CONNECTION_BROKEN -> true;
                case INTERRUPTED,
                        LOAD_TIMEOUT,
                        BLOCKED_REDIRECT,
                        UNUSABLE_REDIRECT,
                        LOOPBACK_REDIRECT,
                        USER_NAME_REDIRECT,
                        CROSS_ORIGIN_REDIRECT,
                        TOO_MANY_REDIRECTS,
                        CIRCUIT_OPEN,
                        BULKHEAD_FULL -> false;
            };
        }

        public boolean isCertificateFault() {
            return this == CERTIFICATE_EXPIRED
                    || this == CERTIFICATE_NOT_YET_VALID
                    || this == CERTIFICATE_UNTRUSTED
                    || this == CERTIFICATE_NAME;
        }

        public boolean isRedirect() {
            return this == BLOCKED_REDIRECT
                    || this == UNUSABLE_REDIRECT
                    || this == LOOPBACK_REDIRECT
                    || this == USER_NAME_REDIRECT
                    || this == CROSS_ORIGIN_REDIRECT
                    || this == TOO_MANY_REDIRECTS;
        }

        boolean isUnreachable() {
            return this == NOT_CONNECTED
                    || this == PROXY_UNREACHABLE
                    || this == PROXY_FAILED
                    || this == CONNECT_TIMEOUT
                    || this == READ_TIMEOUT
                    || this == DEADLINE_EXCEEDED
                    || this == ATTEMPT_TIMEOUT
                    || this == LOAD_TIMEOUT;
        }

        /** Returns true if a retry can succeed. */
        public boolean isTransient() {
            return isTransient;
        }
    }

    private final FailureKind kind;
    private final URI target;
    private final boolean neverSent;

    public TransportException(FailureKind kind, String description, URI target) {
        this(kind, description, target, kind.neverSent());
    }

    /**
     * @param neverSent true if it is certain that no attempt of the request was sent
     */
    public TransportException(FailureKind kind, String description, URI target, boolean neverSent) {
        super(description);
        this.kind = kind;
        this.target = target;
        this.neverSent = neverSent;
    }

    /**
     * Returns the exception for a caller whose thread was interrupted.
     *
     * @param neverSent true if it is certain that no attempt of the request was sent
     */
    public static TransportException interrupted(URI target, boolean neverSent) {
        return new TransportException(FailureKind.INTERRUPTED, "Interrupted", target, neverSent);
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

    /** Returns true if it is certain that the server received neither this attempt nor an earlier attempt. */
    public boolean neverSent() {
        return neverSent;
    }

    /** Returns a copy whose {@link #neverSent()} is false, because an earlier attempt may have reached the server. */
    public TransportException afterSentAttempt() {
        TransportException failure = new TransportException(kind, description(), target, false);
        failure.initCause(this);
        return failure;
    }
}
