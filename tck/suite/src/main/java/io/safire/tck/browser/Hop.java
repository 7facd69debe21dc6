package io.safire.tck.browser;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A request and its response.
 *
 * @param method the HTTP method
 * @param url the address
 * @param cookies the {@code Cookie} header, empty without one
 * @param status the HTTP status
 * @param headers the headers of the response by lower-case name
 * @param refused the cookies of the response that a browser ignores, each with the reason
 * @param body the text of the response
 */
public record Hop(
        String method,
        URI url,
        String cookies,
        int status,
        Map<String, List<String>> headers,
        List<String> refused,
        String body) {

    /**
     * Returns a header of the response.
     *
     * @param lowerCaseName its name
     * @return its first value, empty without one
     */
    public String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, List.of("")).get(0);
    }

    /**
     * Returns the names of the cookies that the response sets or clears.
     *
     * @return in the order of the headers
     */
    public List<String> setCookies() {
        return headers.getOrDefault("set-cookie", List.of()).stream()
                .map(header -> header.split("=", 2)[0])
                .toList();
    }

    /** Shows no query and no cookie, since they may be secret. */
    @Override
    public String toString() {
        return method + " " + Sites.origin(url) + url.getRawPath() + " " + status + " " + setCookies() + refused;
    }
}
