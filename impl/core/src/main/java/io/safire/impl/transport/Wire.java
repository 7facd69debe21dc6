package io.safire.impl.transport;

import jakarta.ws.rs.core.Response;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/**
 * The connections of a transport, which the requests under way share. They are closed when the last of these has ended or
 * exceeded its time limit: a request that was cut off for the sake of another may have used up a refresh token.
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

    /** Begins a request, unless these connections are not to be used any more. */
    synchronized boolean enter() {
        if (!abandoned) {
            requests++;
        }
        return !abandoned;
    }

    /**
     * Lets no further request begin.
     *
     * @param response an answer that cannot be closed before its connection: some clients read it to its end then
     */
    synchronized void abandon(Response response) {
        abandoned = true;
        endless.add(response);
    }

    /** Lets no further request begin, and does not wait for one whose time limit has passed. */
    void expire() {
        synchronized (this) {
            abandoned = true;
        }
        leave();
    }

    /** Ends a request. */
    void leave() {
        if (isLast()) {
            quietly(api::close);
            endless.forEach(Wire::close);
        }
    }

    /** The answer is read; that its connection does not end well changes nothing. */
    static void close(Response response) {
        quietly(response::close);
    }

    private static void quietly(Runnable close) {
        try {
            close.run();
        } catch (RuntimeException alreadyClosed) {
            LOG.log(
                    Level.DEBUG,
                    "a connection did not close: {0}",
                    alreadyClosed.getClass().getName());
        }
    }

    private synchronized boolean isLast() {
        requests--;
        return abandoned && requests == 0;
    }
}
