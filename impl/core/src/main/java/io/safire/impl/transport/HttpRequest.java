package io.safire.impl.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A request as a step hands it over.
 *
 * @param authorization the Authorization header
 * @param etag the If-None-Match header
 * @param body the body of a POST or PUT
 * @param limit how many bytes of an answer are read
 * @param ownConnection whether it goes over a connection of its own, and never over one that was kept
 */
public record HttpRequest(
        Method method,
        URI target,
        @Nullable String authorization,
        @Nullable String etag,
        byte[] body,
        int limit,
        boolean ownConnection) {

    /** What is asked, and in which form. */
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

    /** A GET whose answer may be longer than others. */
    public static HttpRequest get(URI target, @Nullable String etag, int limit) {
        return new HttpRequest(Method.GET, target, null, etag, NONE, limit, false);
    }

    /** A GET with a credential, which is not redirected. */
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

    /** The same over a connection of its own. */
    public HttpRequest overOwnConnection() {
        return new HttpRequest(method, target, authorization, etag, body, limit, true);
    }

    /** Whether a redirect may be followed: never with a credential. */
    boolean followsRedirects() {
        return method == Method.GET && authorization == null;
    }

    @Override
    public String toString() {
        return "HttpRequest[method=" + method + ", target=" + HttpTransport.withoutQuery(target) + "]";
    }
}
