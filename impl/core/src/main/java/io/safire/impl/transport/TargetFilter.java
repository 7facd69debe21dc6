package io.safire.impl.transport;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.net.URI;
import java.util.List;

/** Sends a request to the address in its own header, so that one client with its connections serves all endpoints. */
public final class TargetFilter implements ClientRequestFilter {

    @Override
    public void filter(ClientRequestContext request) {
        List<Object> target = request.getHeaders().remove(WireApi.TARGET);
        if (target == null || target.size() != 1) {
            throw new IllegalStateException("a request without a target");
        }
        request.setUri(URI.create(target.get(0).toString()));
    }
}
