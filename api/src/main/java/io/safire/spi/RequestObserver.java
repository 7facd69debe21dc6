package io.safire.spi;

import io.safire.event.SmartRequest;
import java.time.Duration;

/**
 * An observer of the requests to servers, for metrics, traces and health. The library calls each CDI bean of this type.
 * An observer receives names, kinds, outcomes and times, but not the content of requests and responses. To observe
 * clients, users and tokens, use {@link io.safire.event.SmartEvent}.
 *
 * <p>The methods run in the thread that sends the request and must be fast. The request for a managed token runs in a
 * thread of the library, because this request serves several callers. If a method throws an exception, the library logs
 * the class of the exception, and the request continues.
 *
 * @since 1.0
 */
public interface RequestObserver {

    /** The outcome of a request. */
    enum RequestOutcome {
        /** The server processed the request successfully. */
        DONE,
        /** The server rejected the request, or its response is unusable or violates a rule. */
        REFUSED,
        /** No response arrived, or the response had the status 429, or 500 or higher. */
        UNAVAILABLE,
        /** The request failed locally, for example because of an unusable setting or key. */
        FAILED
    }

    /** A request in progress, with all of its retries. */
    interface ActiveRequest {

        /**
         * Notifies this listener that the request has ended. This method is called exactly once, in the thread in which
         * the request started.
         *
         * @param outcome the outcome of the request
         */
        void onEnd(RequestOutcome outcome);
    }

    /**
     * Notifies this observer that a request starts.
     *
     * @param server the name of the server
     * @param request the kind of the request
     * @return the listener for the end of the request
     */
    ActiveRequest onStart(String server, SmartRequest request);

    /**
     * Notifies this observer that a request is sent again.
     *
     * @param server the name of the server
     */
    default void onRetry(String server) {}

    /**
     * Notifies this observer that a caller had to wait before its request could be sent. A caller waits while the
     * maximum number of concurrent requests is in progress, or while another caller reads the same document.
     *
     * @param server the name of the server
     * @param wait the time that the caller waited
     */
    default void onWait(String server, Duration wait) {}
}
