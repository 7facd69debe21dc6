package io.safire.impl.transport;

import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The wire that is in use, opened at the first request, and another one once that is abandoned. */
final class Wires implements AutoCloseable {

    private final Supplier<WireApi> open;
    private volatile @Nullable Wire wire;

    Wires(Supplier<WireApi> open) {
        this.open = open;
    }

    /** The wire for a request, which has begun there. */
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
     * Some HTTP clients read a body to its end when it is closed, which for a body without end is never. Closing the
     * client closes its sockets; the next request opens new ones.
     */
    synchronized void abandon(Wire abandoned, Response endless) {
        if (wire == abandoned) {
            wire = null;
        }
        abandoned.abandon(endless);
    }

    /** Closes the connections of a request whose time limit has passed, once no other request in time uses them. */
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
