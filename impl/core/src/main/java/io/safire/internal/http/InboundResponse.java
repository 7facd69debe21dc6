package io.safire.internal.http;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The response of a server.
 *
 * @param uri the URL from which the response came, after all redirects
 * @param headers the first value of each header, by lower-case name
 * @param body the body, which is at most one byte longer than the limit of the request
 */
public record InboundResponse(URI uri, int status, Map<String, String> headers, byte[] body) {

    static InboundResponse of(URI uri, int status, Map<String, List<String>> headers, byte[] body) {
        Map<String, String> first = new LinkedHashMap<>();
        headers.forEach((name, values) -> {
            if (!values.isEmpty() && values.get(0) != null) {
                first.putIfAbsent(name.toLowerCase(Locale.ROOT), values.get(0));
            }
        });
        return new InboundResponse(uri, status, Map.copyOf(first), body);
    }

    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    public boolean isRedirect() {
        return status >= 300
                && status < 400
                && status != 304
                && header("location").isPresent();
    }

    /** Returns the target of a redirect. The result is empty if the {@code Location} header is not a URL. */
    public Optional<URI> redirectTarget() {
        try {
            return header("location").map(uri::resolve);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** Returns the target of a redirect as a text for messages. */
    public String describeRedirectTarget() {
        return redirectTarget().map(HttpTransport::withoutQuery).orElse("an invalid URL");
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /**
     * Returns whether the status is a transient failure. The transient statuses are 429, 502, 503 and 504 (RFC 9110,
     * section 15.6; RFC 6585, section 4).
     */
    public boolean isTransientFailure() {
        return status == 429 || status == 502 || status == 503 || status == 504;
    }

    @Override
    public String toString() {
        return "InboundResponse[uri=" + HttpTransport.withoutQuery(uri) + ", status=" + status + ", body=" + body.length
                + " bytes]";
    }
}
