package io.safire.impl.transport;

import jakarta.ws.rs.core.Response;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/**
 * A REST client that concurrent requests share, with a count of its requests in flight. After it is abandoned or
 * expired, the client is closed when its last request has ended or exceeded its time limit. Closing it earlier could
 * interrupt a request that has already consumed a refresh token.
 */
final class Wire {

    private static final Logger LOG = System.getLogger(Wire.class.getName());

    private final WireApi api;
    private final List<Response> endless = new ArrayList<>();
    private int requests;
    private boolean abandoned;

    Wire(WireApi api) {
        this.api = api;
    }

    WireApi api() {
        return api;
    }

    /**
     * Registers a request.
     *
     * @return false if the client accepts no further requests
     */
    synchronized boolean enter() {
        if (!abandoned) {
            requests++;
        }
        return !abandoned;
    }

    /**
     * Rejects further requests.
     *
     * @param response a response that must be closed after the client: some clients read a body to its end when the
     *     response is closed
     */
    synchronized void abandon(Response response) {
        abandoned = true;
        endless.add(response);
    }

    /** Rejects further requests and ends a request whose time limit has expired. */
    void expire() {
        synchronized (this) {
            abandoned = true;
        }
        leave();
    }

    /** Ends a request, and closes the client if it was the last request after {@link #abandon} or {@link #expire}. */
    void leave() {
        if (isLast()) {
            quietly(api::close);
            endless.forEach(Wire::close);
        }
    }

    /** Closes a response that has been read; a failure to close it has no effect on the request. */
    static void close(Response response) {
        quietly(response::close);
    }

    private static void quietly(Runnable close) {
        try {
            close.run();
        } catch (RuntimeException alreadyClosed) {
            LOG.log(
                    Level.DEBUG,
                    "a connection could not be closed: {0}",
                    alreadyClosed.getClass().getName());
        }
    }

    private synchronized boolean isLast() {
        requests--;
        return abandoned && requests == 0;
    }
}
