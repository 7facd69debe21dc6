package io.safire.impl.transport;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Sends a request to the address in its own header, so that one client with its connections serves all endpoints. */
public final class TargetFilter implements ClientRequestFilter {

    private static final String USER_AGENT = "Safire-MicroProfile";
    private static final String JERSEY = "org.glassfish.jersey.";

    private final Direct direct;
    private final boolean single;
    private final Optional<SSLContext> tls;

    /**
     * Makes one.
     *
     * @param direct what sends in place of Jersey
     * @param single whether each request has a connection of its own
     * @param tls trust store and client certificate of the server, empty where they are those of the runtime
     */
    TargetFilter(Direct direct, boolean single, Optional<SSLContext> tls) {
        this.direct = direct;
        this.single = single;
        this.tls = tls;
    }

    /** Returns trust store and client certificate of the server. */
    Optional<SSLContext> tls() {
        return tls;
    }

    @Override
    public void filter(ClientRequestContext request) throws IOException {
        List<Object> target = request.getHeaders().remove(WireApi.TARGET);
        if (target == null || target.size() != 1) {
            throw new IllegalStateException("a request without a target");
        }
        request.getHeaders().putSingle("User-Agent", USER_AGENT);
        request.setUri(URI.create(target.get(0).toString()));
        int limit = limit(request.getHeaders().remove(WireApi.LIMIT));
        if (single) {
            request.getHeaders().putSingle("Connection", "close");
        }
        if (request.getClass().getName().startsWith(JERSEY)) {
            byte[] body = request.getEntity() instanceof byte[] bytes ? bytes : new byte[0];
            request.abortWith(
                    direct.send(request.getMethod(), request.getUri(), request.getStringHeaders(), body, limit));
        }
    }

    private static int limit(@Nullable List<Object> values) {
        return values == null || values.isEmpty()
                ? HttpTransport.MOST_BYTES
                : Integer.parseInt(values.get(0).toString());
    }
}
