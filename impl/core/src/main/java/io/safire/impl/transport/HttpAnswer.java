package io.safire.impl.transport;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * What a server answered.
 *
 * @param from the address that answered, after redirects
 * @param headers by lower-case name
 * @param body at most one byte more than may be read
 */
public record HttpAnswer(URI from, int status, Map<String, String> headers, byte[] body) {

    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    public boolean isRedirect() {
        return status >= 300
                && status < 400
                && status != 304
                && header("location").isPresent();
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Whether the server asks to come again (RFC 9110 15.6.4, RFC 6585 4). */
    public boolean isPassing() {
        return status == 429 || status == 502 || status == 503 || status == 504;
    }

    @Override
    public String toString() {
        return "HttpAnswer[from=" + HttpTransport.withoutQuery(from) + ", status=" + status + ", body=" + body.length
                + " bytes]";
    }
}
