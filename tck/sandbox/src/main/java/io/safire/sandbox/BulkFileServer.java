package io.safire.sandbox;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.net.URI;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A server on another origin than the FHIR server, which opens its port when the first export needs it. */
final class BulkFileServer implements AutoCloseable {

    private final String scheme;
    private final Supplier<HttpServer> servers;
    private final Executor executor;
    private final HttpHandler handler;
    private @Nullable HttpServer open;

    BulkFileServer(String scheme, Supplier<HttpServer> servers, Executor executor, HttpHandler handler) {
        this.scheme = scheme;
        this.servers = servers;
        this.executor = executor;
        this.handler = handler;
    }

    synchronized URI origin() {
        HttpServer server = open == null ? start() : open;
        open = server;
        return URI.create(scheme + "://localhost:" + server.getAddress().getPort());
    }

    @Override
    public synchronized void close() {
        if (open != null) {
            open.stop(0);
        }
    }

    private HttpServer start() {
        HttpServer server = servers.get();
        server.setExecutor(executor);
        server.createContext("/", handler);
        server.start();
        return server;
    }
}
