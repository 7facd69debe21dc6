package io.safire.tck.browser;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A request of a navigation and its response.
 *
 * @param cookies the {@code Cookie} header, empty if the request has no such header
 * @param headers the response headers by lower-case name
 * @param ignoredCookies the cookies of the response that browsers ignore, each with the reason
 * @param body the body of the response
 */
public record Hop(
        String method,
        URI url,
        String cookies,
        int status,
        Map<String, List<String>> headers,
        List<String> ignoredCookies,
        String body) {

    /** Returns the first value of the response header with this lower-case name, or an empty string. */
    public String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, List.of("")).get(0);
    }

    /** Returns the names of the cookies that the response sets or removes, in the order of the headers. */
    public List<String> setCookies() {
        return headers.getOrDefault("set-cookie", List.of()).stream()
                .map(header -> header.split("=", 2)[0])
                .toList();
    }

    /** Omits the query and the cookies, which can be secret. */
    @Override
    public String toString() {
        return method + " " + UrlOrigins.origin(url) + url.getRawPath() + " " + status + " " + setCookies()
                + ignoredCookies;
    }
}
