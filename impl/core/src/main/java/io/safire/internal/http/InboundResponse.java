package io.safire.internal.http;

import io.safire.internal.text.InvalidJsonException;
import io.safire.internal.text.StrictJsonReader;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The response of a server.
 *
 * @param uri the URL from which the response came, after all redirects
 * @param headers the first value of each header, and all values of the {@link #BODY_HEADERS}, by lower-case name
 * @param body the body. If it has one byte more than the limit of the request, it was truncated
 * @param stream the body of a streamed request, without decoding of its content coding; null if the body was read. The
 *     caller must close the stream
 */
public record InboundResponse(
        URI uri,
        int status,
        Map<String, String> headers,
        byte[] body,
        @Nullable InputStream stream) {

    static final String CONTENT_TYPE = "content-type";
    static final String CONTENT_ENCODING = "content-encoding";

    /** The headers that describe the body, by lower-case name. */
    static final List<String> BODY_HEADERS = List.of(CONTENT_TYPE, CONTENT_ENCODING);
    /** The prefix of the names under which {@link TargetFilter} hides the headers that describe the body. */
    static final String HIDDEN_PREFIX = "safire-received-";

    public InboundResponse(URI uri, int status, Map<String, String> headers, byte[] body) {
        this(uri, status, headers, body, null);
    }

    static InboundResponse streamed(URI uri, int status, Map<String, List<String>> headers, InputStream stream) {
        return new InboundResponse(uri, status, received(headers), new byte[0], stream);
    }

    static InboundResponse of(URI uri, int status, Map<String, List<String>> headers, byte[] body) {
        return new InboundResponse(uri, status, received(headers), body);
    }

    static Map<String, String> received(Map<String, List<String>> headers) {
        Map<String, String> received = new HashMap<>();
        headers.forEach((name, all) -> {
            List<String> values = all.stream().filter(Objects::nonNull).toList();
            String key = name.toLowerCase(Locale.ROOT);
            boolean describesBody = BODY_HEADERS.contains(key.replace(HIDDEN_PREFIX, ""));
            if (!values.isEmpty()) {
                received.putIfAbsent(key, describesBody ? String.join(", ", values) : values.get(0));
            }
        });
        for (String name : BODY_HEADERS) {
            String hidden = received.remove(HIDDEN_PREFIX + name);
            if (hidden != null && hidden.isBlank()) {
                received.remove(name);
            } else if (hidden != null) {
                received.put(name, hidden);
            }
        }
        received.remove(ContentCoding.DECODED);
        return Map.copyOf(received);
    }

    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    /**
     * @throws InvalidJsonException if the body is not an unambiguous JSON object
     */
    public ReceivedJson json() {
        return json(UnaryOperator.identity());
    }

    /**
     * @param redaction the function that masks the secrets of the request in findings
     * @throws InvalidJsonException if the body is not an unambiguous JSON object
     */
    public ReceivedJson json(UnaryOperator<String> redaction) {
        return json(redaction, StrictJsonReader.MAX_BYTES, Set.of());
    }

    /**
     * Reads selected members of a large JSON object.
     *
     * @param selection the names of the members at any depth
     * @throws InvalidJsonException if the body contains no JSON object that can be read with certainty
     */
    public ReceivedJson json(int maxBytes, Set<String> selection) {
        return json(UnaryOperator.identity(), maxBytes, selection);
    }

    private ReceivedJson json(UnaryOperator<String> redaction, int maxBytes, Set<String> selection) {
        try {
            return ReceivedJson.read(this, redaction, maxBytes, selection);
        } catch (InvalidJsonException unreadable) {
            throw unknownCoding().map(InvalidJsonException::ofServer).orElse(unreadable);
        }
    }

    /** Returns the reason why a body in a content coding cannot be read; empty if the body is a text. */
    Optional<String> unknownCoding() {
        return codings().isEmpty() || bodyText().isPrintable()
                ? Optional.empty()
                : Optional.of("the content coding " + String.join(", ", codings())
                        + ", which Safire does not request and cannot decode");
    }

    /** Returns the content codings in the order in which they were applied, without {@code identity}. */
    List<String> codings() {
        return Stream.of(header(CONTENT_ENCODING).orElse("").split(","))
                .map(String::strip)
                .filter(coding -> !coding.isEmpty() && !coding.equalsIgnoreCase("identity"))
                .toList();
    }

    /** Some gateways compress the body, but omit the header. */
    boolean mayBeCoded() {
        return isGzip(body, 0) || !codings().isEmpty();
    }

    /** Returns whether a gzip member starts at an index of a body, even if the member is truncated. */
    static boolean isGzip(byte[] body, int start) {
        return body.length > start + 1 && body[start] == 0x1F && body[start + 1] == (byte) 0x8B;
    }

    String text() {
        return bodyText().text();
    }

    BodyText bodyText() {
        return BodyText.of(body, header(CONTENT_TYPE).orElse(""));
    }

    public boolean isRedirect() {
        return status >= 300
                && status < 400
                && status != 304
                && header("location").isPresent();
    }

    /** The result is empty if the {@code Location} header is not a URL. */
    public Optional<URI> redirectTarget() {
        try {
            return header("location").map(uri::resolve);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    public String describeRedirectTarget() {
        return redirectTarget().map(HttpTransport::withoutQuery).orElse("a malformed URL");
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** The statuses 429, 502, 503 and 504 are transient (RFC 9110, section 15.6; RFC 6585, section 4). */
    public boolean isTransientFailure() {
        return status == 429 || status == 502 || status == 503 || status == 504;
    }

    @Override
    public String toString() {
        return "InboundResponse[uri=" + HttpTransport.withoutQuery(uri) + ", status=" + status + ", body=" + body.length
                + " bytes]";
    }
}
