package io.safire.internal.http;

import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A holder for the REST client in use. The client is created at the first request, and is replaced after a call of
 * {@link #abandon} or {@link #expire}.
 */
final class RestClientHolder implements AutoCloseable {

    private final Supplier<RawHttpApi> factory;
    private volatile @Nullable SharedRestClient client;

    RestClientHolder(Supplier<RawHttpApi> factory) {
        this.factory = factory;
    }

    /** Returns the client in use, after registering the caller's request with it. */
    SharedRestClient acquire() {
        while (true) {
            SharedRestClient current = client;
            SharedRestClient next = current == null ? getOrOpen() : current;
            if (next.tryAcquire()) {
                return next;
            }
        }
    }

    /**
     * Stops using a client because of an endless response body. Some HTTP clients read a body to its end before they
     * close it. Therefore, the whole client is closed, which closes its sockets; the next request opens new sockets.
     */
    synchronized void abandon(SharedRestClient abandoned, Response endlessResponse) {
        if (client == abandoned) {
            client = null;
        }
        abandoned.abandon(endlessResponse);
    }

    /**
     * Stops using a client because of a request that exceeded its time limit. The client is closed after its other
     * requests have ended.
     */
    void expire(SharedRestClient expired) {
        synchronized (this) {
            if (client == expired) {
                client = null;
            }
        }
        expired.expire();
    }

    @Override
    public synchronized void close() {
        SharedRestClient current = client;
        client = null;
        if (current != null) {
            current.api().close();
        }
    }

    private synchronized SharedRestClient getOrOpen() {
        SharedRestClient current = client;
        if (current == null) {
            current = new SharedRestClient(factory.get());
            client = current;
        }
        return current;
    }
}
