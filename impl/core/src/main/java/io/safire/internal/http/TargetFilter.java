package io.safire.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URI;
import java.net.URLDecoder;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * A client filter that sets the URL of a request from its {@link RawHttpApi#TARGET_HEADER} header, so that one client
 * and its connections serve all endpoints. The filter also hides the response headers that describe the body. With
 * malformed headers, the HTTP clients of the runtimes would not return the body.
 */
public final class TargetFilter implements ClientRequestFilter, ClientResponseFilter {

    private final String userAgent;
    private final boolean singleUse;
    private final TlsContext tls;

    /**
     * @param userAgent the value of the {@code User-Agent} header
     * @param singleUse true if each request uses a new connection
     */
    TargetFilter(String userAgent, boolean singleUse, TlsContext tls) {
        this.userAgent = userAgent;
        this.singleUse = singleUse;
        this.tls = tls;
    }

    SSLContext tls() {
        return tls.context();
    }

    @Override
    public void filter(ClientRequestContext request) {
        List<Object> target = request.getHeaders().remove(RawHttpApi.TARGET_HEADER);
        if (target == null || target.size() != 1) {
            throw new IllegalStateException("the request has no target URL");
        }
        request.getHeaders().putSingle("User-Agent", userAgent);
        request.setUri(URI.create(target.get(0).toString()));
        List<Object> further = request.getHeaders().remove(RawHttpApi.FURTHER_HEADERS);
        if (further != null) {
            addHeaders(request, further.get(0).toString());
        }
        if (singleUse) {
            request.getHeaders().putSingle("Connection", "close");
        }
    }

    private static void addHeaders(ClientRequestContext request, String form) {
        for (String header : form.split("&")) {
            int end = header.indexOf('=');
            String value = URLDecoder.decode(header.substring(end + 1), UTF_8);
            request.getHeaders().putSingle(header.substring(0, end), value);
        }
    }

    @Override
    public void filter(ClientRequestContext request, ClientResponseContext response) {
        MultivaluedMap<String, String> headers = response.getHeaders();
        // Quarkus also calls this filter, without headers, if no response arrived.
        if (headers != null) {
            hide(headers);
        }
    }

    static void hide(MultivaluedMap<String, String> headers) {
        for (String name : InboundResponse.BODY_HEADERS) {
            List<String> values = headers.remove(name);
            headers.put(
                    InboundResponse.HIDDEN_PREFIX + name,
                    values == null || values.isEmpty() ? List.of("") : List.copyOf(values));
        }
        headers.putSingle("Content-Type", "application/octet-stream");
    }
}
