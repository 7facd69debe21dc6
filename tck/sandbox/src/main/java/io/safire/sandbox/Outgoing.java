package io.safire.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** A response before it is written to the connection. */
record Outgoing(int status, Map<String, String> headers, byte[] body) {

    /** Sources that may embed the sandbox's pages in a frame, as an EHR embeds an application. */
    private static final String LOOPBACK =
            "http://localhost:* https://localhost:* http://127.0.0.1:* https://127.0.0.1:*";

    static Outgoing json(int status, JsonObject body) {
        return text(status, "application/json", body.toString()).with("Cache-Control", "no-store");
    }

    static Outgoing html(int status, String body) {
        return text(status, "text/html; charset=utf-8", body)
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; form-action *; frame-ancestors " + LOOPBACK)
                .with("Cache-Control", "no-store");
    }

    static Outgoing text(int status, String contentType, String body) {
        return new Outgoing(status, Map.of("Content-Type", contentType), body.getBytes(UTF_8));
    }

    static Outgoing redirect(String location) {
        return new Outgoing(302, Map.of("Location", location, "Cache-Control", "no-store"), new byte[0]);
    }

    static Outgoing empty(int status) {
        return new Outgoing(status, Map.of(), new byte[0]);
    }

    Outgoing with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Outgoing(status, more, body);
    }

    String text() {
        return new String(body, UTF_8);
    }
}
