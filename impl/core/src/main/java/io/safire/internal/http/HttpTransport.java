package io.safire.internal.http;

import io.safire.internal.config.HttpSettings;
import io.safire.internal.config.UrlPolicy;
import io.safire.internal.http.TransportException.FailureKind;
import io.safire.internal.text.LogSanitizer;
import io.safire.internal.text.StrictJsonReader;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP connections to one server, opened at the first request and then reused. Each request that must not be sent
 * twice uses a new connection. If it used an existing connection that the server or a firewall has closed, the client
 * could not tell whether the request arrived.
 */
public final class HttpTransport implements AutoCloseable {

    /** The default limit for response bodies in bytes: 1 MiB. Only brand bundles are larger. */
    public static final int DEFAULT_MAX_BODY_BYTES = StrictJsonReader.MAX_BYTES;

    private static final int MAX_REDIRECTS = 5;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    /** Factor by which the timeout grows for a response body whose limit exceeds {@link #DEFAULT_MAX_BODY_BYTES}. */
    private static final int LARGE_BODY_TIMEOUT_FACTOR = 4;

    private static final Pattern QUERY = Pattern.compile("[?#].*");
    private static final Pattern USER_INFO = Pattern.compile("//[^/]*@");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,15}");

    private final HttpSettings settings;
    private final UrlPolicy urlPolicy;
    private final RestClientHolder pooled;
    private final RestClientHolder singleUse;
    private final Runnable onClose;

    public HttpTransport(HttpSettings settings, UrlPolicy urlPolicy) {
        this(settings, urlPolicy, RestClientFactory.pooled(settings), RestClientFactory.singleUse(settings));
    }

    private HttpTransport(
            HttpSettings settings, UrlPolicy urlPolicy, RestClientFactory pooled, RestClientFactory singleUse) {
        this(settings, urlPolicy, pooled::open, singleUse::open, () -> {
            pooled.close();
            singleUse.close();
        });
    }

    /**
     * Creates a transport.
     *
     * @param pooled creates a client that reuses its connections
     * @param singleUse creates a client that opens a connection for each request
     * @param onClose closes resources that the clients leave open
     */
    HttpTransport(
            HttpSettings settings,
            UrlPolicy urlPolicy,
            Supplier<RawHttpApi> pooled,
            Supplier<RawHttpApi> singleUse,
            Runnable onClose) {
        this.settings = settings;
        this.urlPolicy = urlPolicy;
        this.pooled = new RestClientHolder(pooled);
        this.singleUse = new RestClientHolder(singleUse);
        this.onClose = onClose;
    }

    /**
     * Sends a request without retrying it. Only a GET request without a credential follows redirects, and only to https
     * URLs that have the same origin or whose host is listed in {@code endpoint-hosts}.
     *
     * @throws TransportException if there was no complete response, or a redirect must not be followed
     */
    public InboundResponse send(OutboundRequest request) {
        OutboundRequest current = request;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            InboundResponse response = exchange(current);
            if (!response.isRedirect()) {
                return response;
            }
            URI next = redirectTarget(response);
            if (!request.followsRedirects()) {
                return response;
            }
            if (!urlPolicy.isRedirectAllowed(request.target(), next)) {
                throw new TransportException(FailureKind.CROSS_ORIGIN_REDIRECT, withoutQuery(next), response.uri());
            }
            current = OutboundRequest.get(next, request.etag(), request.maxResponseBytes());
        }
        throw new TransportException(FailureKind.TOO_MANY_REDIRECTS, String.valueOf(MAX_REDIRECTS), request.target());
    }

    @Override
    public void close() {
        pooled.close();
        singleUse.close();
        onClose.run();
    }

    private URI redirectTarget(InboundResponse response) {
        URI next = response.redirectTarget()
                .orElseThrow(() -> new TransportException(FailureKind.BLOCKED_REDIRECT, "not a URL", response.uri()));
        if (!urlPolicy.isAllowed(next)) {
            throw new TransportException(FailureKind.BLOCKED_REDIRECT, withoutQuery(next), response.uri());
        }
        return next;
    }

    /**
     * Returns a form of a URL that is safe to log. It omits query and fragment and masks the user info, because all
     * three can contain secrets.
     */
    public static String withoutQuery(URI url) {
        String address = QUERY.matcher(url.toString()).replaceFirst("");
        return LogSanitizer.sanitize(USER_INFO.matcher(address).replaceFirst("//***@"));
    }

    private InboundResponse exchange(OutboundRequest request) {
        RestClientHolder holder = request.singleUseConnection() ? singleUse : pooled;
        try {
            return exchangeBeforeDeadline(holder, holder.acquire(), request);
        } catch (TransportException failure) {
            throw failure;
        } catch (RuntimeException | IOException failure) {
            throw ExceptionClassifier.classify(failure, request.target());
        }
    }

    private InboundResponse exchangeBeforeDeadline(
            RestClientHolder holder, SharedRestClient client, OutboundRequest request) throws IOException {
        Deadline deadline =
                new Deadline(requestTimeout(settings, request.maxResponseBytes()), () -> holder.expire(client));
        try {
            return deadline.run(() -> exchange(holder, client, request));
        } finally {
            if (deadline.end()) {
                client.release();
            }
        }
    }

    /** Returns the time limit for a request whose response body has at most {@code maxBytes} bytes. */
    static Duration requestTimeout(HttpSettings settings, int maxBytes) {
        return settings.connectTimeout().plus(settings.readTimeout()).plus(bodyTimeout(settings, maxBytes));
    }

    /** Returns the time limit for a response body of at most {@code maxBytes} bytes. */
    static Duration bodyTimeout(HttpSettings settings, int maxBytes) {
        return settings.readTimeout().multipliedBy(maxBytes > DEFAULT_MAX_BODY_BYTES ? LARGE_BODY_TIMEOUT_FACTOR : 1);
    }

    private InboundResponse exchange(RestClientHolder holder, SharedRestClient client, OutboundRequest request)
            throws IOException {
        Response response = call(client.api(), request);
        InboundResponse result;
        try {
            result = toInboundResponse(request, response);
        } catch (BodyLimitExceededException limitExceeded) {
            holder.abandon(client, response);
            return new InboundResponse(request.target(), response.getStatus(), Map.of(), limitExceeded.received());
        } catch (RuntimeException | IOException failure) {
            SharedRestClient.close(response);
            throw failure;
        }
        SharedRestClient.close(response);
        return result;
    }

    private static Response call(RawHttpApi client, OutboundRequest request) {
        String target = request.target().toString();
        @Nullable String authorization = request.authorization();
        return switch (request.method()) {
            case GET -> client.get(target, String.valueOf(request.maxResponseBytes()), authorization, request.etag());
            case POST_FORM -> client.post(target, authorization, request.body());
            case POST_JSON -> client.postJson(target, authorization, request.body());
            case PUT_JSON -> client.putJson(target, authorization, request.body());
            case DELETE -> client.delete(target, authorization);
        };
    }

    private InboundResponse toInboundResponse(OutboundRequest request, Response response) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> header :
                response.getStringHeaders().entrySet()) {
            if (!header.getValue().isEmpty() && header.getValue().get(0) != null) {
                headers.putIfAbsent(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue().get(0));
            }
        }
        InboundResponse head =
                new InboundResponse(request.target(), response.getStatus(), Map.copyOf(headers), new byte[0]);
        return new InboundResponse(head.uri(), head.status(), head.headers(), body(request, head, response));
    }

    private byte[] body(OutboundRequest request, InboundResponse head, Response response) throws IOException {
        if (!response.hasEntity()) {
            return new byte[0];
        }
        byte[] body = LimitedBodyReader.read(
                response.readEntity(InputStream.class),
                bodyTimeout(settings, request.maxResponseBytes()),
                request.maxResponseBytes());
        if (body.length <= request.maxResponseBytes()) {
            requireComplete(head, body.length);
        }
        return body;
    }

    /** Rejects a body that is shorter than its {@code Content-Length}, which not every HTTP client does. */
    private static void requireComplete(InboundResponse head, int received) {
        // the Content-Length of a 304 response is that of the representation that it omits; neither 204 nor 304 has a
        // body (RFC 9110, section 8.6; RFC 9112, section 6.3)
        boolean bodiless = head.status() == NO_CONTENT || head.status() == NOT_MODIFIED;
        boolean encoded = head.header("content-encoding").isPresent()
                || head.header("transfer-encoding").isPresent();
        String contentLength = head.header("content-length").orElse("");
        if (!bodiless
                && !encoded
                && DIGITS.matcher(contentLength).matches()
                && Long.parseLong(contentLength) > received) {
            throw new TransportException(FailureKind.CONNECTION_BROKEN, "The response ended early", head.uri());
        }
    }
}
