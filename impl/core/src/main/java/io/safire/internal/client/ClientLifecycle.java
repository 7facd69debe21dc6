package io.safire.internal.client;

import io.safire.error.ValidationException;
import io.safire.internal.message.Message;

/** The state of a client: open, until the application closes the client. */
final class ClientLifecycle {

    private final String server;
    private volatile boolean closed;

    ClientLifecycle(String server) {
        this.server = server;
    }

    void requireOpen() {
        if (closed) {
            throw new ValidationException(Message.CLIENT_CLOSED.format(server), "client", "it is closed");
        }
    }

    synchronized boolean close() {
        boolean wasOpen = !closed;
        closed = true;
        return wasOpen;
    }
}
