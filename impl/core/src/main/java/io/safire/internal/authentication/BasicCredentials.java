package io.safire.internal.authentication;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.internal.config.BasicEncoding;
import java.net.URLEncoder;
import java.util.Base64;

/**
 * Encoder of {@code client_id} and {@code client_secret} for an {@code Authorization} header with HTTP Basic
 * authentication.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1">RFC 6749, section 2.3.1</a>
 */
public final class BasicCredentials {

    private BasicCredentials() {}

    static String toHeader(String clientId, String secret, BasicEncoding encoding) {
        String pair = encode(clientId, encoding) + ":" + encode(secret, encoding);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }

    /**
     * Returns true if form encoding (RFC 6749) changes the text. A server that does not decode the credentials reads a
     * different value of such a text.
     */
    public static boolean dependsOnEncoding(String text) {
        return !encode(text, BasicEncoding.RFC6749).equals(text);
    }

    private static String encode(String text, BasicEncoding encoding) {
        return encoding == BasicEncoding.RAW ? text : URLEncoder.encode(text, UTF_8);
    }
}
