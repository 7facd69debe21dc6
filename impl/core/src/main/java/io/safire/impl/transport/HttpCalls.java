package io.safire.impl.transport;

import java.util.function.Supplier;

/** Sends requests, and repeats those that may be repeated. */
public interface HttpCalls {

    /** What may be done when no good answer came. */
    enum Repetition {
        /** The request changes nothing, or is made anew for each attempt. */
        WHEN_PASSING,
        /** The request holds something that can be used once. */
        WHEN_NEVER_SENT
    }

    /**
     * Sends a request.
     *
     * @param request makes the request, anew for each attempt
     * @throws TransportFailure if no answer came
     */
    HttpAnswer send(Repetition repetition, Supplier<HttpRequest> request);
}
