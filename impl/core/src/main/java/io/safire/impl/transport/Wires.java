package io.safire.impl.transport;

import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A holder for the REST client in use. The client is created at the first request and replaced after it is abandoned or
 * expired.
 */
final class Wires implements AutoCloseable {

    private final Supplier<WireApi> open;
    private volatile @Nullable Wire wire;

    Wires(Supplier<WireApi> open) {
        this.open = open;
    }

    /** Returns the client in use, on which the request of the caller is registered. */
    Wire entered() {
        while (true) {
            Wire current = wire;
            Wire next = current == null ? opened() : current;
            if (next.enter()) {
                return next;
            }
        }
    }

    /**
     * Stops using a client because of an endless response body. Some HTTP clients read a body to its end before they
     * close it. Closing the whole client closes its sockets instead; the next request opens new ones.
     */
    synchronized void abandon(Wire abandoned, Response endless) {
        if (wire == abandoned) {
            wire = null;
        }
        abandoned.abandon(endless);
    }

    /**
     * Stops using a client because of a request that exceeded its time limit. The client is closed after its other
     * requests.
     */
    void expire(Wire expired) {
        synchronized (this) {
            if (wire == expired) {
                wire = null;
            }
        }
        expired.expire();
    }

    @Override
    public synchronized void close() {
        Wire current = wire;
        wire = null;
        if (current != null) {
            current.api().close();
        }
    }

    private synchronized Wire opened() {
        Wire current = wire;
        if (current == null) {
            current = new Wire(open.get());
            wire = current;
        }
        return current;
    }
}
