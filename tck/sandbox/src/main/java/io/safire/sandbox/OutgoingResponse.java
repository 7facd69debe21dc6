package io.safire.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A response before it is written to the connection.
 *
 * @param stream the body if it is generated while it is written; null if {@code body} is the body
 */
record OutgoingResponse(
        int status,
        Map<String, String> headers,
        byte[] body,
        @Nullable StreamedBody stream) {

    /** Sources whose pages may embed the sandbox's pages in a frame, as an EHR embeds an application. */
    private static final String LOOPBACK_SOURCES =
            "http://localhost:* https://localhost:* http://127.0.0.1:* https://127.0.0.1:*";

    OutgoingResponse(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, body, null);
    }

    static OutgoingResponse streamed(int status, String contentType, StreamedBody stream) {
        return new OutgoingResponse(status, Map.of("Content-Type", contentType), new byte[0], stream);
    }

    static OutgoingResponse json(int status, JsonObject body) {
        return text(status, "application/json", body.toString()).withHeader("Cache-Control", "no-store");
    }

    static OutgoingResponse html(int status, String body) {
        return text(status, "text/html; charset=utf-8", body)
                .withHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; form-action *; frame-ancestors " + LOOPBACK_SOURCES)
                .withHeader("Cache-Control", "no-store");
    }

    static OutgoingResponse text(int status, String contentType, String body) {
        return new OutgoingResponse(status, Map.of("Content-Type", contentType), body.getBytes(UTF_8));
    }

    static OutgoingResponse redirect(String location) {
        return new OutgoingResponse(302, Map.of("Location", location, "Cache-Control", "no-store"), new byte[0]);
    }

    static OutgoingResponse empty(int status) {
        return new OutgoingResponse(status, Map.of(), new byte[0]);
    }

    OutgoingResponse withHeader(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new OutgoingResponse(status, more, body, stream);
    }

    String text() {
        return new String(body, UTF_8);
    }
}
