package io.safire.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A request to a server.
 *
 * @param authorization the value of the {@code Authorization} header
 * @param etag the value of the {@code If-None-Match} header
 * @param body the body of a POST or PUT request
 * @param maxResponseBytes the maximum number of bytes that are read from the response body
 * @param singleUseConnection whether the request uses a new connection that no other request uses
 */
public record OutboundRequest(
        RequestMethod method,
        URI target,
        @Nullable String authorization,
        @Nullable String etag,
        byte[] body,
        int maxResponseBytes,
        boolean singleUseConnection) {

    /** The HTTP method together with the media type of the body. */
    public enum RequestMethod {
        GET,
        POST_FORM,
        POST_JSON,
        PUT_JSON,
        DELETE
    }

    private static final byte[] EMPTY_BODY = new byte[0];

    public static OutboundRequest get(URI target, @Nullable String etag) {
        return get(target, etag, HttpTransport.DEFAULT_MAX_BODY_BYTES);
    }

    /** Returns a GET request with a limit other than {@link HttpTransport#DEFAULT_MAX_BODY_BYTES}. */
    public static OutboundRequest get(URI target, @Nullable String etag, int maxResponseBytes) {
        return new OutboundRequest(RequestMethod.GET, target, null, etag, EMPTY_BODY, maxResponseBytes, false);
    }

    /** Returns a GET request with a credential. The request does not follow redirects. */
    public static OutboundRequest getAuthorized(URI target, String authorization) {
        return new OutboundRequest(
                RequestMethod.GET,
                target,
                authorization,
                null,
                EMPTY_BODY,
                HttpTransport.DEFAULT_MAX_BODY_BYTES,
                false);
    }

    public static OutboundRequest post(URI target, @Nullable String authorization, String form) {
        return new OutboundRequest(
                RequestMethod.POST_FORM,
                target,
                authorization,
                null,
                form.getBytes(UTF_8),
                HttpTransport.DEFAULT_MAX_BODY_BYTES,
                false);
    }

    public static OutboundRequest postJson(URI target, @Nullable String authorization, String json) {
        return new OutboundRequest(
                RequestMethod.POST_JSON,
                target,
                authorization,
                null,
                json.getBytes(UTF_8),
                HttpTransport.DEFAULT_MAX_BODY_BYTES,
                false);
    }

    public static OutboundRequest putJson(URI target, String authorization, String json) {
        return new OutboundRequest(
                RequestMethod.PUT_JSON,
                target,
                authorization,
                null,
                json.getBytes(UTF_8),
                HttpTransport.DEFAULT_MAX_BODY_BYTES,
                false);
    }

    public static OutboundRequest delete(URI target, String authorization) {
        return new OutboundRequest(
                RequestMethod.DELETE,
                target,
                authorization,
                null,
                EMPTY_BODY,
                HttpTransport.DEFAULT_MAX_BODY_BYTES,
                false);
    }

    /** Returns a copy of this request that uses a new connection, which no other request uses. */
    public OutboundRequest withSingleUseConnection() {
        return new OutboundRequest(method, target, authorization, etag, body, maxResponseBytes, true);
    }

    /** Returns whether redirects may be followed: only by GET requests without a credential. */
    boolean followsRedirects() {
        return method == RequestMethod.GET && authorization == null;
    }

    @Override
    public String toString() {
        return "OutboundRequest[method=" + method + ", target=" + HttpTransport.withoutQuery(target) + "]";
    }
}
