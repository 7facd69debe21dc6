package io.safire.internal.http;

import jakarta.ws.rs.core.Response;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/**
 * A REST client that concurrent requests share. After {@link #abandon} or {@link #expire}, the client is closed when
 * its last request has ended or exceeded its time limit. Earlier closing could interrupt a request for which the server
 * has already consumed a refresh token.
 */
final class SharedRestClient {

    private static final Logger LOG = System.getLogger(SharedRestClient.class.getName());

    private final RawHttpApi api;
    private final List<Response> endlessResponses = new ArrayList<>();
    private int inFlight;
    private boolean abandoned;

    SharedRestClient(RawHttpApi api) {
        this.api = api;
    }

    RawHttpApi api() {
        return api;
    }

    /**
     * @return false if the client accepts no further requests
     */
    synchronized boolean tryAcquire() {
        if (!abandoned) {
            inFlight++;
        }
        return !abandoned;
    }

    /**
     * @param response a response that must be closed after the client. Some HTTP clients read a body to its end when
     *     they close the response
     */
    synchronized void abandon(Response response) {
        abandoned = true;
        endlessResponses.add(response);
    }

    void expire() {
        synchronized (this) {
            abandoned = true;
        }
        release();
    }

    void release() {
        if (endRequest()) {
            closeQuietly(api::close);
            endlessResponses.forEach(SharedRestClient::close);
        }
    }

    /** A failure to close the response has no effect on the request. */
    static void close(Response response) {
        closeQuietly(response::close);
    }

    private static void closeQuietly(Runnable close) {
        try {
            close.run();
        } catch (RuntimeException failure) {
            LOG.log(
                    Level.DEBUG,
                    "a connection could not be closed: {0}",
                    failure.getClass().getName());
        }
    }

    private synchronized boolean endRequest() {
        inFlight--;
        return abandoned && inFlight == 0;
    }
}
