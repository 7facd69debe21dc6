package io.safire.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.internal.http.HttpSender.RetryPolicy;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A request to a server.
 *
 * @param authorization the value of the {@code Authorization} header
 * @param etag the value of the {@code If-None-Match} header
 * @param body the body of a POST or PUT request
 * @param maxResponseBytes the maximum number of bytes that are read from the response body
 * @param signer adds the client authentication at each attempt
 */
public record OutboundRequest(
        RequestMethod method,
        URI target,
        @Nullable String authorization,
        @Nullable String etag,
        byte[] body,
        RetryPolicy retryPolicy,
        int maxResponseBytes,
        RequestSigner signer) {

    /** The HTTP method together with the media type of the body. */
    public enum RequestMethod {
        GET("GET", null),
        POST_FORM("POST", "application/x-www-form-urlencoded"),
        POST_JSON("POST", "application/json"),
        PUT_JSON("PUT", "application/json"),
        DELETE("DELETE", null);

        private final String httpMethod;
        private final @Nullable String contentType;

        RequestMethod(String httpMethod, @Nullable String contentType) {
            this.httpMethod = httpMethod;
            this.contentType = contentType;
        }

        String httpMethod() {
            return httpMethod;
        }

        @Nullable
        String contentType() {
            return contentType;
        }
    }

    /** A signer that is called at each attempt, so that no attempt sends the assertion of another one. */
    @FunctionalInterface
    public interface RequestSigner {

        /** A signer that leaves the request as it is. */
        RequestSigner NONE = request -> request;

        /** Returns the request to send in this attempt. */
        OutboundRequest sign(OutboundRequest unsigned);
    }

    private static final byte[] EMPTY_BODY = new byte[0];

    /** Returns a GET request without a credential, which follows redirects. */
    public static OutboundRequest get(URI target, @Nullable String etag) {
        return get(target, etag, HttpTransport.DEFAULT_MAX_BODY_BYTES);
    }

    /** Returns a GET request with a limit other than {@link HttpTransport#DEFAULT_MAX_BODY_BYTES}. */
    public static OutboundRequest get(URI target, @Nullable String etag, int maxResponseBytes) {
        return new OutboundRequest(
                RequestMethod.GET,
                target,
                null,
                etag,
                EMPTY_BODY,
                RetryPolicy.ON_TRANSIENT_FAILURE,
                maxResponseBytes,
                RequestSigner.NONE);
    }

    /** Returns a POST request whose form the signer adds. */
    public static OutboundRequest postForm(URI target, RetryPolicy retryPolicy, RequestSigner signer) {
        return new OutboundRequest(
                RequestMethod.POST_FORM,
                target,
                null,
                null,
                EMPTY_BODY,
                retryPolicy,
                HttpTransport.DEFAULT_MAX_BODY_BYTES,
                signer);
    }

    public static OutboundRequest postJson(URI target, @Nullable String authorization, String json) {
        return singleUse(RequestMethod.POST_JSON, target, authorization, json.getBytes(UTF_8));
    }

    public static OutboundRequest putJson(URI target, String authorization, String json) {
        return singleUse(RequestMethod.PUT_JSON, target, authorization, json.getBytes(UTF_8));
    }

    /** Returns a GET request with a credential. The request does not follow redirects. */
    public static OutboundRequest getAuthorized(URI target, String authorization) {
        return singleUse(RequestMethod.GET, target, authorization, EMPTY_BODY);
    }

    public static OutboundRequest delete(URI target, String authorization) {
        return singleUse(RequestMethod.DELETE, target, authorization, EMPTY_BODY);
    }

    /** Returns a request that is not retried if it may have reached the server, because its token may be single-use. */
    private static OutboundRequest singleUse(
            RequestMethod method, URI target, @Nullable String authorization, byte[] body) {
        return new OutboundRequest(
                method,
                target,
                authorization,
                null,
                body,
                RetryPolicy.ONLY_IF_NOT_SENT,
                HttpTransport.DEFAULT_MAX_BODY_BYTES,
                RequestSigner.NONE);
    }

    /** Returns the request to send in one attempt. */
    public OutboundRequest sign() {
        return signer.sign(this);
    }

    /** Returns a signed copy of this request. */
    public OutboundRequest withForm(@Nullable String newAuthorization, String form) {
        return new OutboundRequest(
                method,
                target,
                newAuthorization,
                etag,
                form.getBytes(UTF_8),
                retryPolicy,
                maxResponseBytes,
                RequestSigner.NONE);
    }

    /** Returns a copy for another URL. */
    public OutboundRequest withTarget(URI newTarget) {
        return new OutboundRequest(method, newTarget, authorization, etag, body, retryPolicy, maxResponseBytes, signer);
    }

    /**
     * Returns whether the request uses a new connection that no other request uses. If it used an existing connection
     * that the server or a firewall has closed, the client could not tell whether the request arrived.
     */
    public boolean usesNewConnection() {
        return retryPolicy == RetryPolicy.ONLY_IF_NOT_SENT;
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
