package io.safire.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A request to a server.
 *
 * @param method the HTTP method
 * @param authorization the value of the {@code Authorization} header
 * @param etag the value of the {@code If-None-Match} header
 * @param contentType the media type of the body; null if the method has no body
 * @param repeatable true to retry after any transient failure; false to retry only if the request was not sent. A
 *     request with a single-use value, such as an authorization code, is not repeatable
 * @param maxResponseBytes the maximum number of bytes that are read from the response body
 * @param authenticator the callback that adds the client authentication at each attempt, so that no attempt sends the
 *     assertion of another attempt
 */
public record OutboundRequest(
        String method,
        URI target,
        @Nullable String authorization,
        @Nullable String etag,
        @Nullable String contentType,
        byte[] body,
        boolean repeatable,
        int maxResponseBytes,
        UnaryOperator<OutboundRequest> authenticator) {

    public static final String FORM = "application/x-www-form-urlencoded";
    static final String JSON = "application/json";

    private static final byte[] EMPTY_BODY = new byte[0];
    private static final int DEFAULT_LIMIT = HttpTransport.DEFAULT_MAX_BODY_BYTES;

    /** Creates a GET request that follows redirects. */
    public static OutboundRequest get(URI target, @Nullable String etag) {
        return get(target, etag, DEFAULT_LIMIT);
    }

    /** Creates a GET request that is sent once and does not follow redirects. */
    public static OutboundRequest getOnce(URI target) {
        return new OutboundRequest(
                "GET", target, null, null, null, EMPTY_BODY, false, DEFAULT_LIMIT, UnaryOperator.identity());
    }

    public static OutboundRequest get(URI target, @Nullable String etag, int maxResponseBytes) {
        return new OutboundRequest(
                "GET", target, null, etag, null, EMPTY_BODY, true, maxResponseBytes, UnaryOperator.identity());
    }

    public static OutboundRequest postForm(
            URI target, boolean repeatable, UnaryOperator<OutboundRequest> authenticator) {
        return new OutboundRequest(
                "POST", target, null, null, FORM, EMPTY_BODY, repeatable, DEFAULT_LIMIT, authenticator);
    }

    public static OutboundRequest postJson(URI target, @Nullable String authorization, String json) {
        return singleUse("POST", target, authorization, JSON, json.getBytes(UTF_8));
    }

    public static OutboundRequest putJson(URI target, String authorization, String json) {
        return singleUse("PUT", target, authorization, JSON, json.getBytes(UTF_8));
    }

    /** Does not follow redirects, because the request contains a credential. */
    public static OutboundRequest getAuthorized(URI target, String authorization) {
        return singleUse("GET", target, authorization, null, EMPTY_BODY);
    }

    public static OutboundRequest delete(URI target, String authorization) {
        return singleUse("DELETE", target, authorization, null, EMPTY_BODY);
    }

    /**
     * The request is not repeated if it may have reached the server, because the token in the request may be
     * single-use.
     */
    private static OutboundRequest singleUse(
            String method, URI target, @Nullable String authorization, @Nullable String contentType, byte[] body) {
        return new OutboundRequest(
                method, target, authorization, null, contentType, body, false, DEFAULT_LIMIT, UnaryOperator.identity());
    }

    /** Returns the request to send in one attempt. */
    public OutboundRequest authenticate() {
        return authenticator.apply(this);
    }

    public OutboundRequest withForm(@Nullable String newAuthorization, String form) {
        return new OutboundRequest(
                method,
                target,
                newAuthorization,
                etag,
                contentType,
                form.getBytes(UTF_8),
                repeatable,
                maxResponseBytes,
                UnaryOperator.identity());
    }

    public OutboundRequest withTarget(URI newTarget) {
        return new OutboundRequest(
                method, newTarget, authorization, etag, contentType, body, repeatable, maxResponseBytes, authenticator);
    }

    /** Returns the headers of the request, without those that the HTTP client adds itself. */
    Map<String, String> headers(String userAgent) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", JSON);
        headers.put("User-Agent", userAgent);
        putIfPresent(headers, "Authorization", authorization);
        putIfPresent(headers, "If-None-Match", etag);
        putIfPresent(headers, "Content-Type", contentType);
        return headers;
    }

    private static void putIfPresent(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }

    boolean followsRedirects() {
        return method.equals("GET") && authorization == null && repeatable;
    }

    @Override
    public String toString() {
        return "OutboundRequest[method=" + method + ", target=" + HttpTransport.withoutQuery(target) + "]";
    }
}
