package io.safire.example.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A web server whose pages show other pages in a frame. Browsers treat its URLs with {@code 127.0.0.1} and its URLs
 * with {@code localhost} as two sites.
 */
final class FramingSite implements AutoCloseable {

    private final HttpServer server;

    private FramingSite(HttpServer server) {
        this.server = server;
    }

    static FramingSite start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/frame", exchange -> send(exchange, frame(exchange)));
        server.createContext("/set", FramingSite::setCookies);
        server.createContext(
                "/read",
                exchange -> send(
                        exchange,
                        "<p>" + exchange.getRequestHeaders().getOrDefault("Cookie", java.util.List.of("no cookies"))
                                + "</p>"));
        server.start();
        return new FramingSite(server);
    }

    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Returns the origin with {@code localhost}, which is also the host name of the application. */
    String otherOrigin() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    String frameUrl(String address) {
        return origin() + "/frame?" + address;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static String frame(HttpExchange exchange) {
        return "<h1>EHR</h1><iframe title=\"Application\" width=\"100%\" height=\"700\" src=\""
                + exchange.getRequestURI().getRawQuery().replace("&", "&amp;") + "\"></iframe>";
    }

    private static void setCookies(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Set-Cookie", "common=1; Secure; SameSite=None");
        exchange.getResponseHeaders().add("Set-Cookie", "own=1; Secure; SameSite=None; Partitioned");
        send(exchange, "<a href=\"/read\">read</a>");
    }

    private static void send(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = ("<!DOCTYPE html><html lang=\"en\"><title>EHR</title>" + body).getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
