package io.safire.impl.transport;

import java.util.function.Supplier;

/** A sender of requests, which retries them as far as that is safe. */
public interface HttpCalls {

    /** The failures after which a request may be retried. */
    enum Repetition {
        /** Retry after any transient failure: the request is idempotent, or is built anew for each attempt. */
        WHEN_PASSING,
        /**
         * Retry only if the request was not sent: it contains a value that can be used once, such as an authorization
         * code.
         */
        WHEN_NEVER_SENT
    }

    /**
     * Sends a request and returns the response.
     *
     * @param request builds the request; called again for each attempt
     * @throws TransportFailure if there was no complete response
     */
    HttpAnswer send(Repetition repetition, Supplier<HttpRequest> request);
}
