package io.safire.impl.transport;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A request as a step hands it over.
 *
 * @param authorization the Authorization header
 * @param etag the If-None-Match header
 * @param form the body of a POST; null for a GET
 */
public record HttpRequest(
        URI target,
        @Nullable String authorization,
        @Nullable String etag,
        @Nullable String form) {

    public static HttpRequest get(URI target, @Nullable String etag) {
        return new HttpRequest(target, null, etag, null);
    }

    public static HttpRequest post(URI target, @Nullable String authorization, String form) {
        return new HttpRequest(target, authorization, null, form);
    }

    @Override
    public String toString() {
        return "HttpRequest[target=" + target + "]";
    }
}
