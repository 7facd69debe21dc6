package io.safire.web;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A response to a browser, which any web framework can send unchanged.
 *
 * @param status the HTTP status
 * @param headers the headers and their values; each value is a separate header line
 * @param body the body in UTF-8, possibly empty; the header {@code Content-Type} contains its media type
 * @since 1.0
 */
public record WebResponse(int status, Map<String, List<String>> headers, String body) {

    public WebResponse {
        requireNonNull(body, "body");
        Map<String, List<String>> copy = new LinkedHashMap<>();
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        headers = Collections.unmodifiableMap(copy);
    }

    /**
     * Returns the values of a header.
     *
     * @param name the name of the header; case is ignored
     * @return the values, empty if the response does not have the header
     */
    public List<String> header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .toList();
    }

    /**
     * Returns only the status and the names of the headers, because the values of the headers and the body may be
     * secret.
     */
    @Override
    public String toString() {
        return "WebResponse[status=" + status + ", headers=" + headers.keySet() + "]";
    }
}
