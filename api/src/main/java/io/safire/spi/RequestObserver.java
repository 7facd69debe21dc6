package io.safire.spi;

import io.safire.event.SmartRequest;
import java.time.Duration;

/**
 * Watches the requests to servers, for metrics, traces and health. Every CDI bean of this type is told. It sees names,
 * kinds, outcomes and times, and nothing of what is sent or comes back; for who and what, see {@link io.safire.event.SmartEvent}.
 *
 * <p>It is called in the thread of the caller and is to be quick. What it throws is logged by its type, and the request
 * goes on.
 */
public interface RequestObserver {

    /** How a request ended. */
    enum Outcome {
        /** The server did what it was asked to. */
        DONE,
        /** The server refused, or its answer cannot be used or breaks a rule. */
        REFUSED,
        /** No answer came, or one that asks to come later: status 429, or 500 and more. */
        UNAVAILABLE,
        /** It failed on this side: a setting, a key, a store. */
        FAILED
    }

    /** A request that is under way, with all of its repetitions. */
    interface Watch {

        /**
         * It has ended. Called once, in the thread in which it began.
         *
         * @param outcome how
         */
        void ended(Outcome outcome);
    }

    /**
     * A request begins.
     *
     * @param server the name of the server
     * @param request what is asked for
     * @return what is told when it ends
     */
    Watch begun(String server, SmartRequest request);

    /**
     * A request is sent again.
     *
     * @param server the name of the server
     */
    default void repeated(String server) {}

    /**
     * A caller has waited until a request to the server might be sent: as many as may be were under way, or another caller
     * was reading the same document.
     *
     * @param server the name of the server
     * @param wait how long
     */
    default void waited(String server, Duration wait) {}
}
