package io.safire.internal.token;

import io.safire.internal.config.Origin;
import io.safire.internal.config.UrlPolicy;
import io.safire.internal.config.UrlViolation;
import io.safire.internal.text.LogSanitizer;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The difference between the {@code base-url} of a server and an address to which no access token is sent. The
 * difference omits the user info, the query and the part of the path that could identify a patient. Therefore, a log
 * may contain the difference.
 *
 * @param baseUrl the FHIR base URL of the server
 * @param address the address of a request or of a REST client
 */
public record AddressDifference(URI baseUrl, URI address) {

    /** Returns scheme, host, port, and the path up to the first segment that differs from {@code base-url}. */
    public String redactedAddress() {
        return LogSanitizer.sanitize(origin(address) + path());
    }

    /** Returns scheme, host and port. */
    public String origin() {
        return LogSanitizer.sanitize(origin(address));
    }

    public String cause() {
        Optional<UrlViolation> violation = UrlPolicy.violationOfForm(address);
        if (violation.isPresent()) {
            return "it " + violation.get().description();
        }
        Origin baseOrigin = Origin.of(baseUrl).orElseThrow();
        Origin other = Origin.of(address).orElseThrow();
        if (!baseOrigin.host().equals(other.host())) {
            return UrlPolicy.isLoopback(baseOrigin.host()) && UrlPolicy.isLoopback(other.host())
                    ? LogSanitizer.sanitize(other.host()) + " and " + baseOrigin.host() + " are different hosts"
                    : difference("host", LogSanitizer.sanitize(other.host()), baseOrigin.host());
        }
        if (!baseOrigin.scheme().equals(other.scheme())) {
            return difference("scheme", other.scheme(), baseOrigin.scheme());
        }
        if (baseOrigin.port() != other.port()) {
            return difference("port", other.port(), baseOrigin.port());
        }
        String path = path();
        return path.equals(root())
                ? "the path contains a \".\" or \"..\" segment, or encoded characters that not all servers read in the same way"
                : difference("path", LogSanitizer.sanitize(path.isEmpty() ? "/" : path), root());
    }

    private String path() {
        List<String> expected = segments(baseUrl);
        StringBuilder path = new StringBuilder();
        int index = 0;
        for (String segment : segments(address)) {
            if (index == expected.size()) {
                break;
            }
            path.append('/').append(segment);
            if (!segment.equals(expected.get(index))) {
                break;
            }
            index++;
        }
        return path.toString();
    }

    private String root() {
        return segments(baseUrl).stream().map(segment -> "/" + segment).reduce("", String::concat);
    }

    private static List<String> segments(URI url) {
        String path = url.getRawPath();
        return path == null
                ? List.of()
                : Stream.of(path.split("/"))
                        .filter(segment -> !segment.isEmpty())
                        .toList();
    }

    private static String origin(URI url) {
        if (url.getScheme() == null || url.getHost() == null) {
            return "(no absolute URL)";
        }
        String authority = url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
        return (url.getScheme() + "://" + authority).toLowerCase(Locale.ROOT);
    }

    private static String difference(String part, Object other, Object base) {
        return "the " + part + " is " + other + ", and that of base-url is " + base;
    }
}
