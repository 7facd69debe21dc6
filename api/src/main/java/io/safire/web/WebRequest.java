package io.safire.web;

import static java.util.Objects.requireNonNull;

import io.safire.launch.AgentCookies;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request of a browser, as any web framework can hand it over.
 *
 * @param method the HTTP method
 * @param parameters the decoded query parameters
 * @param headers the headers; names are found in any case
 */
public record WebRequest(String method, Map<String, List<String>> parameters, Map<String, List<String>> headers) {

    /** Checks and copies. */
    public WebRequest {
        requireNonNull(method, "method");
        parameters = Map.copyOf(parameters);
        Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) ->
                all.computeIfAbsent(name, unused -> new ArrayList<>()).addAll(values));
        headers = Collections.unmodifiableMap(all);
    }

    /**
     * The first value of a header.
     *
     * @param name its name, in any case
     * @return the value
     */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /**
     * The cookies.
     *
     * @return those of all {@code Cookie} headers
     */
    public AgentCookies cookies() {
        return AgentCookies.parse(String.join("; ", headers.getOrDefault("Cookie", List.of())));
    }

    /** Names parameters and headers; their values may be secret. */
    @Override
    public String toString() {
        return ("WebRequest[method=" + method + ", parameters=" + parameters.keySet() + ", headers=" + headers.keySet()
                        + "]")
                .replaceAll("\\P{Print}", "?");
    }
}
