package io.safire.web;

import static java.util.Objects.requireNonNull;

import io.safire.text.PrintableText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request of a browser, independent of any web framework.
 *
 * @param method the HTTP method
 * @param parameters the decoded query parameters
 * @param headers the headers; the case of the header names is ignored
 * @since 1.0
 */
public record WebRequest(String method, Map<String, List<String>> parameters, Map<String, List<String>> headers) {

    public WebRequest {
        requireNonNull(method, "method");
        parameters = Map.copyOf(parameters);
        Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) ->
                all.computeIfAbsent(name, unused -> new ArrayList<>()).addAll(values));
        headers = Collections.unmodifiableMap(all);
    }

    /**
     * Returns the first value of a header.
     *
     * @param name the name of the header; case is ignored
     * @return the value
     */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** {@return the cookies of all {@code Cookie} headers} */
    public RequestCookies cookies() {
        return RequestCookies.parse(String.join("; ", headers.getOrDefault("Cookie", List.of())));
    }

    /** Returns only the method and the names of parameters and headers, because the values may be secret. */
    @Override
    public String toString() {
        return PrintableText.of("WebRequest[method=" + method + ", parameters=" + parameters.keySet() + ", headers="
                + headers.keySet() + "]");
    }
}
