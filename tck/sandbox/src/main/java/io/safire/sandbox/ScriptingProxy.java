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
 * A proxy in front of a server. The proxy supports responses below the level of HTTP: it sends scripted bytes itself
 * and forwards every other request to the server. The proxy also counts the connections that clients hold open.
 */
final class ScriptingProxy implements AutoCloseable {

    private final ServerSocket socket;
    private final Executor threads;
    private final @Nullable MutualTlsServer tls;
    private final Set<Socket> openConnections = ConcurrentHashMap.newKeySet();

    /**
     * Opens a free port.
     *
     * @param tls the TLS layer, which requires client certificates; null for plain HTTP
     */
    ScriptingProxy(Executor threads, @Nullable MutualTlsServer tls) throws IOException {
        this.socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        this.threads = threads;
        this.tls = tls;
    }

    URI origin() {
        return URI.create((tls == null ? "http" : "https") + "://localhost:" + socket.getLocalPort());
    }

    int connections() {
        return openConnections.size();
    }

    void start(EhrServer server) {
        threads.execute(() -> accept(server));
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket client : openConnections) {
            client.close();
        }
    }

    private void accept(EhrServer server) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                client.setTcpNoDelay(true);
                openConnections.add(client);
                threads.execute(() -> serve(client, server));
            } catch (IOException closed) {
                // closing the sandbox closes the socket
            }
        }
    }

    private void serve(Socket accepted, EhrServer server) {
        try (accepted;
                Socket client = tls == null ? accepted : tls.accept(accepted)) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            RawRequest request = RawRequest.head(in);
            while (request != null && respond(request, in, client, server)) {
                request = RawRequest.head(in);
            }
        } catch (IOException closed) {
            // the client or the script closed the connection
        } finally {
            openConnections.remove(accepted);
        }
    }

    /** Responds to one request and returns whether the connection stays open. */
    private static boolean respond(RawRequest head, InputStream in, Socket client, EhrServer server)
            throws IOException {
        Endpoint endpoint = EhrServer.endpoint(head.path());
        JsonArray script = server.scripts().nextRaw(endpoint);
        if (script == null) {
            return head.withBody(in).forwardTo(server.port(), client);
        }
        RawScript rawScript = new RawScript(script);
        RawRequest request = rawScript.readsBody() ? head.withBody(in) : head;
        if (!rawScript.forwards()) {
            server.record(endpoint, request.toIncomingRequest(client));
        }
        rawScript.run(client, request, server.port());
        return false;
    }
}
