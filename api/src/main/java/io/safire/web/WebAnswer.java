package io.safire.web;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer to a browser, for any web framework to send as it is.
 *
 * @param status the HTTP status
 * @param headers the headers with their values, each value a header line of its own
 * @param body the body, empty if there is none; {@code Content-Type} says what it is, in UTF-8
 */
public record WebAnswer(int status, Map<String, List<String>> headers, String body) {

    /** Checks and copies. */
    public WebAnswer {
        requireNonNull(body, "body");
        Map<String, List<String>> copy = new LinkedHashMap<>();
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        headers = Collections.unmodifiableMap(copy);
    }

    /**
     * The values of a header.
     *
     * @param name the name, in any case
     * @return the values, empty if there are none
     */
    public List<String> header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .toList();
    }

    /** Names the headers; their values and the body may be secret. */
    @Override
    public String toString() {
        return "WebAnswer[status=" + status + ", headers=" + headers.keySet() + "]";
    }
}
