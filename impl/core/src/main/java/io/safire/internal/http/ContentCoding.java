package io.safire.internal.http;

import static io.safire.internal.http.InboundResponse.CONTENT_ENCODING;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decoder of compressed response bodies. Safire asks for no content coding, but some gateways compress each response.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.4">RFC 9110, section 8.4</a>
 */
final class ContentCoding {

    /** The internal header that marks a decoded response. No server sends this header. */
    static final String DECODED = "safire-decoded";

    /** A server may name a coding twice, such as {@code gzip, gzip}. */
    private static final int MAX_CODINGS = 2;

    private static final String GZIP = "gzip";
    private static final String DEFLATE = "deflate";
    private static final Set<String> GZIP_CODINGS = Set.of(GZIP, "x-gzip");

    private ContentCoding() {}

    /**
     * Decodes a body. A gzip body is recognized by its first bytes, because some gateways decode the body and leave the
     * header, and others omit the header.
     *
     * @param maxBytes the limit of the decoded body. One byte more shows that the body exceeds the limit
     * @return the response as received if its body has no coding or an unknown coding
     */
    static InboundResponse decode(InboundResponse response, int maxBytes) {
        InboundResponse decoded = response;
        for (int layer = 0; layer < MAX_CODINGS; layer++) {
            decoded = decodeOnce(decoded, maxBytes);
        }
        return decoded;
    }

    private static InboundResponse decodeOnce(InboundResponse response, int maxBytes) {
        byte[] body = response.body();
        if (body.length > maxBytes) {
            return response;
        }
        List<String> codings = response.codings();
        String last = codings.isEmpty() ? "" : codings.get(codings.size() - 1).toLowerCase(Locale.ROOT);
        if (InboundResponse.isGzip(body, 0)) {
            return new BodyInflater(body, maxBytes)
                    .gunzip()
                    .map(plain -> decoded(response, GZIP, GZIP_CODINGS.contains(last), plain))
                    .orElse(response);
        }
        return !last.equals(DEFLATE)
                        || BodyText.START.matcher(new String(body, ISO_8859_1)).lookingAt()
                ? response
                : inflate(new BodyInflater(body, maxBytes))
                        .map(plain -> decoded(response, DEFLATE, true, plain))
                        .orElse(response);
    }

    /** Many servers omit the zlib header that RFC 9110 requires. */
    private static Optional<byte[]> inflate(BodyInflater inflater) {
        return inflater.inflate(false).or(() -> inflater.inflate(true));
    }

    /**
     * Returns the response with the decoded body.
     *
     * @param isNamed true if the coding is the last coding in the header; false if the header does not describe the
     *     body
     */
    private static InboundResponse decoded(InboundResponse response, String coding, boolean isNamed, byte[] body) {
        Map<String, String> headers = new HashMap<>(response.headers());
        List<String> codings = response.codings();
        List<String> remaining = isNamed ? codings.subList(0, codings.size() - 1) : List.of();
        headers.remove(CONTENT_ENCODING);
        if (!remaining.isEmpty()) {
            headers.put(CONTENT_ENCODING, String.join(", ", remaining));
        }
        headers.put(DECODED, coding);
        return new InboundResponse(response.uri(), response.status(), Map.copyOf(headers), body);
    }
}
