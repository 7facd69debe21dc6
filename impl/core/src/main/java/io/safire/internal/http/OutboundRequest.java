package io.safire.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
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
 * @param furtherHeaders the headers that replace or complete the other headers
 * @param streamed true if the caller reads the body of a successful response as a stream
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
        UnaryOperator<OutboundRequest> authenticator,
        Map<String, String> furtherHeaders,
        boolean streamed) {

    public static final String FORM = "application/x-www-form-urlencoded";
    static final String JSON = "application/json";
    public static final String FHIR_JSON = "application/fhir+json";

    private static final byte[] EMPTY_BODY = new byte[0];
    private static final int DEFAULT_LIMIT = HttpTransport.DEFAULT_MAX_BODY_BYTES;

    /** Creates a request without further headers whose response is read completely. */
    public OutboundRequest(
            String method,
            URI target,
            @Nullable String authorization,
            @Nullable String etag,
            @Nullable String contentType,
            byte[] body,
            boolean repeatable,
            int maxResponseBytes,
            UnaryOperator<OutboundRequest> authenticator) {
        this(
                method,
                target,
                authorization,
                etag,
                contentType,
                body,
                repeatable,
                maxResponseBytes,
                authenticator,
                Map.of(),
                false);
    }

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
                UnaryOperator.identity(),
                furtherHeaders,
                streamed);
    }

    public OutboundRequest withTarget(URI newTarget) {
        return new OutboundRequest(
                method,
                newTarget,
                authorization,
                etag,
                contentType,
                body,
                repeatable,
                maxResponseBytes,
                authenticator,
                furtherHeaders,
                streamed);
    }

    /** Adds headers to the further headers, without replacing one of these. */
    OutboundRequest withGatewayHeaders(Map<String, String> gatewayHeaders) {
        Map<String, String> headers = new LinkedHashMap<>(gatewayHeaders);
        headers.putAll(furtherHeaders);
        return new OutboundRequest(
                method,
                target,
                authorization,
                etag,
                contentType,
                body,
                repeatable,
                maxResponseBytes,
                authenticator,
                headers,
                streamed);
    }

    /** Returns the further headers as a form, for {@link RawHttpApi#FURTHER_HEADERS}; null if the map is empty. */
    @Nullable
    String encodedFurtherHeaders() {
        return furtherHeaders.isEmpty()
                ? null
                : furtherHeaders.entrySet().stream()
                        .map(header -> header.getKey() + "=" + URLEncoder.encode(header.getValue(), UTF_8))
                        .collect(Collectors.joining("&"));
    }

    /** A status other than 200 and 206 has a short body, which describes the error. */
    boolean streamsBodyOf(int status) {
        return streamed && (status == 200 || status == 206);
    }

    /** Returns the headers of the request, without those that the HTTP client adds itself. */
    Map<String, String> headers(String userAgent) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", JSON);
        headers.put("User-Agent", userAgent);
        putIfPresent(headers, "Authorization", authorization);
        putIfPresent(headers, "If-None-Match", etag);
        putIfPresent(headers, "Content-Type", contentType);
        headers.putAll(furtherHeaders);
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
