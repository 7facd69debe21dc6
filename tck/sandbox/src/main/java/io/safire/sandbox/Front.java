package io.safire.sandbox;

import io.safire.sandbox.control.Endpoint;
import jakarta.json.JsonArray;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A proxy in front of a server that supports responses below the level of HTTP: it sends scripted bytes itself and forwards
 * every other request to the server. It counts the connections that clients hold open.
 */
final class Front implements AutoCloseable {

    private final ServerSocket socket;
    private final Executor threads;
    private final @Nullable MutualTls tls;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /**
     * Opens a free port.
     *
     * @param tls requires client certificates over TLS; null for plain HTTP
     */
    Front(Executor threads, @Nullable MutualTls tls) throws IOException {
        this.socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        this.threads = threads;
        this.tls = tls;
    }

    URI origin() {
        return URI.create((tls == null ? "http" : "https") + "://localhost:" + socket.getLocalPort());
    }

    int connections() {
        return open.size();
    }

    void start(EhrServer server) {
        threads.execute(() -> accept(server));
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket client : open) {
            client.close();
        }
    }

    private void accept(EhrServer server) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                client.setTcpNoDelay(true);
                open.add(client);
                threads.execute(() -> serve(client, server));
            } catch (IOException closed) {
                // closing the sandbox closes the socket
            }
        }
    }

    private void serve(Socket accepted, EhrServer server) {
        try (accepted;
                Socket client = tls == null ? accepted : tls.secured(accepted)) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            RawRequest request = RawRequest.head(in);
            while (request != null && answer(request, in, client, server)) {
                request = RawRequest.head(in);
            }
        } catch (IOException gone) {
            // the client or the script closed the connection
        } finally {
            open.remove(accepted);
        }
    }

    /** Responds to one request and returns whether the connection stays open. */
    private static boolean answer(RawRequest head, InputStream in, Socket client, EhrServer server) throws IOException {
        Endpoint endpoint = EhrServer.endpoint(head.path());
        JsonArray script = server.scripts().nextRaw(endpoint);
        if (script == null) {
            return head.withBody(in).passTo(server.port(), client);
        }
        RawScript played = new RawScript(script);
        RawRequest request = played.readsBody() ? head.withBody(in) : head;
        if (!played.passes()) {
            server.record(endpoint, request.incoming(client));
        }
        played.play(client, request, server.port());
        return false;
    }
}
