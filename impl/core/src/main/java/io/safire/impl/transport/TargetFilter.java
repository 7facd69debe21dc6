package io.safire.impl.transport;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.net.URI;
import java.util.List;

/** Sends a request to the address in its own header, so that one client with its connections serves all endpoints. */
public final class TargetFilter implements ClientRequestFilter {

    /**
     * Jersey's client is the JDK's HttpURLConnection, which repeats a POST by itself when a connection that was kept alive
     * breaks. It cannot when the body is streamed, for which Jersey wants the property and the length. Other clients do not
     * repeat, and some refuse a length that is given.
     */
    static final String STREAMED = "jersey.config.client.httpUrlConnector.useFixedLengthStreaming";

    private static final String JERSEY = "org.glassfish.jersey.";

    @Override
    public void filter(ClientRequestContext request) {
        List<Object> target = request.getHeaders().remove(WireApi.TARGET);
        if (target == null || target.size() != 1) {
            throw new IllegalStateException("a request without a target");
        }
        request.setUri(URI.create(target.get(0).toString()));
        boolean jersey = request.getClass().getName().startsWith(JERSEY);
        if (jersey && request.getEntity() instanceof byte[] form) {
            request.getHeaders().putSingle("Content-Length", form.length);
        }
    }
}
