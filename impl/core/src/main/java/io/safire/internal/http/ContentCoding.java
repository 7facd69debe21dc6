package io.safire.internal.http;

import static io.safire.internal.http.InboundResponse.CONTENT_ENCODING;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

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

    private static final int GZIP_HEADER_LENGTH = 10;
    private static final int GZIP_EXTRA = 4;
    private static final int GZIP_NAME = 8;
    private static final int GZIP_COMMENT = 16;
    private static final int GZIP_CHECKSUM = 2;

    private ContentCoding() {}

    /**
     * A gzip body is recognized by its first bytes, because some HTTP clients have already decoded the body, and some
     * gateways omit the header.
     *
     * @param maxBytes the limit; the decoded body is at most one byte longer
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
        if (isGzip(body)) {
            return inflate(body, gzipHeaderLength(body), true, maxBytes)
                    .map(plain -> decoded(response, GZIP, plain))
                    .orElse(response);
        }
        boolean isDeflate = response.header(CONTENT_ENCODING)
                        .filter(DEFLATE::equalsIgnoreCase)
                        .isPresent()
                && !isObject(body);
        return !isDeflate
                ? response
                : inflate(body, 0, false, maxBytes)
                        // many servers omit the zlib header that RFC 9110 requires
                        .or(() -> inflate(body, 0, true, maxBytes))
                        .map(plain -> decoded(response, DEFLATE, plain))
                        .orElse(response);
    }

    private static InboundResponse decoded(InboundResponse response, String coding, byte[] body) {
        Map<String, String> headers = new HashMap<>(response.headers());
        headers.remove(CONTENT_ENCODING);
        headers.put(DECODED, coding);
        return new InboundResponse(response.uri(), response.status(), Map.copyOf(headers), body);
    }

    private static boolean isGzip(byte[] body) {
        return body.length > GZIP_HEADER_LENGTH && body[0] == 0x1F && body[1] == (byte) 0x8B && body[2] == 8;
    }

    private static boolean isObject(byte[] body) {
        return body.length > 0 && body[0] == '{';
    }

    /** Returns the length of the header that RFC 1952, section 2.3, defines. */
    private static int gzipHeaderLength(byte[] body) {
        int flags = body[3];
        int end = GZIP_HEADER_LENGTH;
        if ((flags & GZIP_EXTRA) != 0 && body.length > end + 1) {
            end += 2 + (body[end] & 0xFF) + ((body[end + 1] & 0xFF) << 8);
        }
        for (int text : new int[] {GZIP_NAME, GZIP_COMMENT}) {
            if ((flags & text) != 0) {
                while (end < body.length && body[end] != 0) {
                    end++;
                }
                end++;
            }
        }
        return Math.min(end + ((flags & GZIP_CHECKSUM) == 0 ? 0 : 2), body.length);
    }

    /**
     * Decompresses a single member. {@link java.util.zip.GZIPInputStream} calls itself for each empty member, so a
     * small body could overflow the stack.
     *
     * @param raw true if the data have no zlib header
     */
    private static Optional<byte[]> inflate(byte[] body, int start, boolean raw, int maxBytes) {
        Inflater inflater = new Inflater(raw);
        try (InputStream plain =
                new InflaterInputStream(new ByteArrayInputStream(body, start, body.length - start), inflater)) {
            return Optional.of(plain.readNBytes(maxBytes + 1));
        } catch (IOException malformed) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }
}
