package io.safire.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * A server that accepts no connection. Its queue of connections is full, so the operating system ignores further
 * connection attempts.
 */
final class UnresponsiveServer implements AutoCloseable {

    private static final int MAX_QUEUED = 64;
    private static final int CONNECT_TIMEOUT_MILLIS = 200;

    private final ServerSocket socket;
    private final List<Socket> queued = new ArrayList<>();

    UnresponsiveServer() throws IOException {
        socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        while (fillQueue()) {
            if (queued.size() > MAX_QUEUED) {
                throw new IOException("The operating system accepts more connections than the queue can hold.");
            }
        }
    }

    /** Opens one connection, and returns whether the queue may accept another one. */
    private boolean fillQueue() throws IOException {
        Socket connection = new Socket();
        try {
            connection.connect(socket.getLocalSocketAddress(), CONNECT_TIMEOUT_MILLIS);
            queued.add(connection);
            return true;
        } catch (SocketTimeoutException full) {
            connection.close();
            return false;
        }
    }

    /** Returns the URL, with the IP address, because {@code localhost} can also have an IPv6 address. */
    URI origin() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : queued) {
            connection.close();
        }
    }
}
