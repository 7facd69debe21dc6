package io.safire.internal.web;

import io.safire.internal.config.Origin;
import io.safire.internal.config.UrlPolicy;
import io.safire.internal.text.Urls;
import io.safire.web.WebRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A detector of cross-origin requests. The header {@code Sec-Fetch-Site} takes precedence. Older browsers send only
 * {@code Origin}, and the oldest browsers send only {@code Referer}. A request with none of these headers does not come
 * from a page.
 *
 * @param redirectUris the configured redirect URIs; their origins are trusted, because a proxy may replace
 *     {@code Host}
 * @see <a href="https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header">Fetch Metadata Request Headers, section 2.4</a>
 */
record CrossOriginDetector(Supplier<Stream<String>> redirectUris) {

    private static final List<String> ORIGIN_HEADERS = List.of("Origin", "Referer");

    /** Returns the name and the values of the header that reveals another origin; empty for a same-origin request. */
    Optional<String> crossOriginHeader(WebRequest request) {
        List<String> sites = request.headers().getOrDefault("Sec-Fetch-Site", List.of());
        if (!sites.isEmpty()) {
            return describe("Sec-Fetch-Site", sites, sites.stream().allMatch("same-origin"::equals));
        }
        for (String name : ORIGIN_HEADERS) {
            List<String> values = request.headers().getOrDefault(name, List.of());
            if (!values.isEmpty()) {
                return describe(name, values, values.stream().allMatch(value -> isSameOrigin(value, request)));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> describe(String name, List<String> values, boolean sameOrigin) {
        return sameOrigin ? Optional.empty() : Optional.of(name + ": " + String.join(", ", values));
    }

    private boolean isSameOrigin(String url, WebRequest request) {
        Optional<Origin> origin = origin(url);
        return origin.isPresent()
                && Stream.concat(redirectUris.get().map(CrossOriginDetector::origin), hosts(request))
                        .anyMatch(origin::equals);
    }

    /**
     * Returns the origins that the {@code Host} header allows. The scheme of the request is unknown, so http is trusted
     * only for loopback hosts.
     */
    private static Stream<Optional<Origin>> hosts(WebRequest request) {
        return request.headers().getOrDefault("Host", List.of()).stream()
                .flatMap(host -> Stream.of(
                        origin("https://" + host),
                        origin("http://" + host).filter(origin -> UrlPolicy.isLoopback(origin.host()))));
    }

    private static Optional<Origin> origin(String url) {
        return Urls.parse(url).flatMap(Origin::of);
    }
}
