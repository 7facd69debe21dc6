package io.safire.impl.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A request to a server.
 *
 * @param authorization the value of the {@code Authorization} header
 * @param etag the value of the {@code If-None-Match} header
 * @param body the body of a POST or PUT request
 * @param limit the maximum number of bytes that are read from the response body
 * @param ownConnection whether the request uses a new connection that no other request uses
 */
public record HttpRequest(
        Method method,
        URI target,
        @Nullable String authorization,
        @Nullable String etag,
        byte[] body,
        int limit,
        boolean ownConnection) {

    /** The HTTP method together with the media type of the body. */
    public enum Method {
        GET,
        POST_FORM,
        POST_JSON,
        PUT_JSON,
        DELETE
    }

    private static final byte[] NONE = new byte[0];

    public static HttpRequest get(URI target, @Nullable String etag) {
        return get(target, etag, HttpTransport.MOST_BYTES);
    }

    /** Returns a GET request with a limit other than {@link HttpTransport#MOST_BYTES}. */
    public static HttpRequest get(URI target, @Nullable String etag, int limit) {
        return new HttpRequest(Method.GET, target, null, etag, NONE, limit, false);
    }

    /** Returns a GET request with a credential. It does not follow redirects. */
    public static HttpRequest getWith(URI target, String authorization) {
        return new HttpRequest(Method.GET, target, authorization, null, NONE, HttpTransport.MOST_BYTES, false);
    }

    public static HttpRequest post(URI target, @Nullable String authorization, String form) {
        return new HttpRequest(
                Method.POST_FORM, target, authorization, null, form.getBytes(UTF_8), HttpTransport.MOST_BYTES, false);
    }

    public static HttpRequest postJson(URI target, @Nullable String authorization, String json) {
        return new HttpRequest(
                Method.POST_JSON, target, authorization, null, json.getBytes(UTF_8), HttpTransport.MOST_BYTES, false);
    }

    public static HttpRequest putJson(URI target, String authorization, String json) {
        return new HttpRequest(
                Method.PUT_JSON, target, authorization, null, json.getBytes(UTF_8), HttpTransport.MOST_BYTES, false);
    }

    public static HttpRequest delete(URI target, String authorization) {
        return new HttpRequest(Method.DELETE, target, authorization, null, NONE, HttpTransport.MOST_BYTES, false);
    }

    /** Returns this request with a new connection that no other request uses. */
    public HttpRequest overOwnConnection() {
        return new HttpRequest(method, target, authorization, etag, body, limit, true);
    }

    /** Returns whether redirects may be followed: only by GET requests without a credential. */
    boolean followsRedirects() {
        return method == Method.GET && authorization == null;
    }

    @Override
    public String toString() {
        return "OutboundRequest[method=" + method + ", target=" + HttpTransport.withoutQuery(target) + "]";
    }
}
