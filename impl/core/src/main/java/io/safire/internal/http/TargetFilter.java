package io.safire.internal.http;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A client filter that sets the URL of a request from its {@link RawHttpApi#TARGET_HEADER} header, so that one client
 * and its connections can be used for all endpoints.
 */
public final class TargetFilter implements ClientRequestFilter {

    private static final String USER_AGENT = "Safire-MicroProfile";
    private static final String JERSEY_PACKAGE = "org.glassfish.jersey.";

    private final HttpConnector connector;
    private final boolean singleUse;
    private final Optional<SSLContext> tls;

    /**
     * Creates a filter.
     *
     * @param connector sends the request in place of Jersey
     * @param singleUse whether each request uses a new connection
     * @param tls the TLS context of the server; empty to use the runtime's own
     */
    TargetFilter(HttpConnector connector, boolean singleUse, Optional<SSLContext> tls) {
        this.connector = connector;
        this.singleUse = singleUse;
        this.tls = tls;
    }

    /** Returns the TLS context with the trust store and the client certificate of the server. */
    Optional<SSLContext> tls() {
        return tls;
    }

    @Override
    public void filter(ClientRequestContext request) throws IOException {
        List<Object> target = request.getHeaders().remove(RawHttpApi.TARGET_HEADER);
        if (target == null || target.size() != 1) {
            throw new IllegalStateException("the request has no target URL");
        }
        request.getHeaders().putSingle("User-Agent", USER_AGENT);
        request.setUri(URI.create(target.get(0).toString()));
        int limit = limit(request.getHeaders().remove(RawHttpApi.LIMIT_HEADER));
        if (singleUse) {
            request.getHeaders().putSingle("Connection", "close");
        }
        if (request.getClass().getName().startsWith(JERSEY_PACKAGE)) {
            byte[] body = request.getEntity() instanceof byte[] bytes ? bytes : new byte[0];
            request.abortWith(
                    connector.send(request.getMethod(), request.getUri(), request.getStringHeaders(), body, limit));
        }
    }

    private static int limit(@Nullable List<Object> values) {
        return values == null || values.isEmpty()
                ? HttpTransport.DEFAULT_MAX_BODY_BYTES
                : Integer.parseInt(values.get(0).toString());
    }
}
