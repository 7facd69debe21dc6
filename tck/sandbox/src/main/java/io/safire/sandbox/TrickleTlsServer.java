package io.safire.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A server that sends a TLS record byte by byte until the client closes the connection or five minutes have passed. The record
 * belongs to the handshake, or to the response after a completed handshake.
 */
final class TrickleTlsServer implements AutoCloseable {

    private static final int HANDSHAKE = 22;
    private static final int APPLICATION_DATA = 23;
    private static final int PAUSE_MILLIS = 50;
    private static final int MAX_BYTES = 5 * 60 * 1000 / PAUSE_MILLIS;

    private final ServerSocket socket;
    private final @Nullable SSLContext context;

    /**
     * Opens a free port.
     *
     * @param context the TLS context with the server's certificate; null for a server that sends the handshake slowly
     */
    TrickleTlsServer(Executor threads, @Nullable SSLContext context) throws IOException {
        this.socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        this.context = context;
        threads.execute(() -> accept(threads));
    }

    URI origin() {
        return URI.create("https://localhost:" + socket.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept(Executor threads) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                threads.execute(() -> serve(client));
            } catch (IOException closed) {
                // closing the sandbox closes the socket
            }
        }
    }

    private void serve(Socket accepted) {
        try (accepted) {
            accepted.setTcpNoDelay(true);
            if (context == null) {
                trickle(accepted, HANDSHAKE);
            } else {
                SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(accepted, null, false);
                secured.startHandshake();
                secured.getInputStream().read();
                trickle(accepted, APPLICATION_DATA);
            }
        } catch (IOException closed) {
            // the client closed the connection
        }
    }

    /** Sends the header of a record of 16 KiB, then its content. */
    private static void trickle(Socket client, int type) throws IOException {
        client.getOutputStream().write(new byte[] {(byte) type, 3, 3, 64, 0});
        client.setSoTimeout(PAUSE_MILLIS);
        for (int count = 0; count < MAX_BYTES && !hasClosed(client); count++) {
            client.getOutputStream().write(0);
        }
    }

    private static boolean hasClosed(Socket client) throws IOException {
        try {
            // ignores the data that the client sends in the meantime
            return client.getInputStream().read(new byte[1 << 14]) < 0;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        }
    }
}
