package io.safire.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.safire.SmartClient;
import io.safire.error.SmartException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.Launch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** An HTTP server on the loopback interface, with a launch URL and the redirect URI of a client. */
final class LaunchListener implements AutoCloseable {

    /**
     * An authorization response.
     *
     * @param request the authorization request with the same {@code state}; if there is no such request, the last
     *     authorization request
     * @param query the encoded parameters of the response
     * @param duration the time since the request
     */
    record Received(AuthorizationRequest request, String query, Duration duration) {

        @Override
        public String toString() {
            return "Received[request=" + request + ", query=***]";
        }
    }

    /**
     * @param nanos the time of the request, as {@link System#nanoTime()}
     */
    private record Started(AuthorizationRequest request, long nanos) {}

    private static final int FOUND = 302;
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private final HttpServer server;
    private final URI redirectUri;
    private final SmartClient client;
    private final CompletableFuture<Received> response = new CompletableFuture<>();
    private final Map<String, Started> requests = new HashMap<>();
    private @Nullable Started latest;

    private LaunchListener(HttpServer server, URI redirectUri, SmartClient client) {
        this.server = server;
        this.redirectUri = redirectUri;
        this.client = client;
    }

    /**
     * @throws DoctorException if the port cannot be opened
     */
    static LaunchListener open(URI redirectUri, SmartClient client) {
        try {
            int port = redirectUri.getPort() < 0 ? 80 : redirectUri.getPort();
            HttpServer server =
                    HttpServer.create(new InetSocketAddress(InetAddress.getByName(redirectUri.getHost()), port), 0);
            LaunchListener listener = new LaunchListener(server, redirectUri, client);
            server.createContext("/", listener::handle);
            server.start();
            return listener;
        } catch (IOException failure) {
            throw new DoctorException(
                    DoctorMessage.PORT_NOT_OPENED,
                    redirectUri,
                    failure.getClass().getSimpleName());
        }
    }

    URI launchUrl() {
        return redirectUri.resolve(redirectUri.getPath().equals("/launch") ? "/start" : "/launch");
    }

    /**
     * @return the response; empty if no response arrived in time
     * @throws SmartException if the authorization request cannot be sent
     */
    Optional<Received> await(Duration timeout) {
        try {
            return Optional.of(response.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof SmartException cause) {
                throw cause;
            }
            throw new IllegalStateException(failure.getCause());
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        if (uri.getPath().equals(redirectUri.getPath())) {
            receive(exchange, query);
        } else if (uri.getPath().equals(launchUrl().getPath())) {
            start(exchange, parameters(query));
        } else {
            respond(exchange, NOT_FOUND, "Open " + launchUrl() + " to start a launch.");
        }
    }

    private void start(HttpExchange exchange, Map<String, String> parameters) throws IOException {
        try {
            String iss = parameters.get("iss");
            String launch = parameters.get("launch");
            AuthorizationRequest request =
                    client.authorize(iss != null && launch != null ? Launch.ehr(iss, launch) : Launch.standalone());
            Started started = new Started(request, System.nanoTime());
            requests.put(request.state(), started);
            latest = started;
            exchange.getResponseHeaders().set("Location", request.uri().toString());
            exchange.sendResponseHeaders(FOUND, -1);
            exchange.close();
        } catch (SmartException failure) {
            respond(exchange, BAD_REQUEST, "The launch has failed. The terminal shows the cause.");
            response.completeExceptionally(failure);
        }
    }

    /**
     * Compares a response with the request that has the same {@code state}. If there is no such request, the last
     * request is used, so that the diagnosis shows the difference.
     */
    private void receive(HttpExchange exchange, String query) throws IOException {
        Started started = requests.getOrDefault(parameters(query).getOrDefault("state", ""), latest);
        if (started == null) {
            respond(exchange, BAD_REQUEST, "No launch has been started. Open " + launchUrl() + ".");
            return;
        }
        respond(exchange, OK, "The authorization response has arrived. The terminal shows the result.");
        response.complete(
                new Received(started.request(), query, Duration.ofNanos(System.nanoTime() - started.nanos())));
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String part : query.split("&")) {
            int separator = part.indexOf('=');
            if (separator > 0) {
                parameters.put(part.substring(0, separator), decode(part.substring(separator + 1)));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    private static void respond(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = (text + "\n").getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
