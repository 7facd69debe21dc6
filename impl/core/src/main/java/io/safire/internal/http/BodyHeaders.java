package io.safire.internal.http;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The headers that describe a response body. The HTTP clients of the runtimes refuse a body with a malformed {@code
 * Content-Type}, and skip a body without one. Therefore, a filter hides these headers from the HTTP clients.
 */
final class BodyHeaders {

    static final String CONTENT_TYPE = "content-type";
    static final String CONTENT_ENCODING = "content-encoding";

    private static final String PREFIX = "safire-received-";
    private static final List<String> NAMES = List.of(CONTENT_TYPE, CONTENT_ENCODING);

    private BodyHeaders() {}

    /** Moves the headers to names that no HTTP client interprets. */
    static void hide(MultivaluedMap<String, String> headers) {
        for (String name : NAMES) {
            List<String> values = headers.remove(name);
            headers.put(PREFIX + name, values == null || values.isEmpty() ? List.of("") : List.copyOf(values));
        }
        headers.putSingle("Content-Type", "application/octet-stream");
    }

    /**
     * Returns the headers as received, by lower-case name. The result contains the first value of each header, but all
     * values of the headers that describe the body.
     */
    static Map<String, String> received(Map<String, List<String>> headers) {
        Map<String, String> received = new HashMap<>();
        headers.forEach((name, all) -> {
            List<String> values = all.stream().filter(Objects::nonNull).toList();
            String key = name.toLowerCase(Locale.ROOT);
            boolean describesBody = NAMES.contains(key.replace(PREFIX, ""));
            if (!values.isEmpty()) {
                received.putIfAbsent(key, describesBody ? String.join(", ", values) : values.get(0));
            }
        });
        for (String name : NAMES) {
            String hidden = received.remove(PREFIX + name);
            if (hidden != null) {
                received.put(name, hidden);
            }
        }
        return Map.copyOf(received);
    }
}
