package io.safire.internal.http;

/** A sender of requests, which retries a request if it is safe to do so. */
@FunctionalInterface
public interface HttpSender {

    /** The failures after which a request may be retried. */
    enum RetryPolicy {
        /** Retry after any transient failure, because the request is idempotent or is signed anew for each attempt. */
        ON_TRANSIENT_FAILURE,
        /**
         * Retry only if the request was not sent, because it contains a value that can be used only once, such as an
         * authorization code.
         */
        ONLY_IF_NOT_SENT
    }

    /**
     * Sends a request and returns the response.
     *
     * @throws TransportException if there was no complete response
     */
    InboundResponse send(OutboundRequest request);
}
