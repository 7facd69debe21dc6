package io.safire.broken;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.util.Optional;

/** A response filter of every Jakarta REST client that sends requests again if the active breakage demands it. */
public final class BrokenAnswers implements ClientResponseFilter {

    private static final String AGAIN = BrokenAnswers.class.getName();

    /** A breakage that sends a request again with its token, to the returned URL, although the client must not. */
    @FunctionalInterface
    interface Tampering {
        Optional<URI> again(ClientRequestContext request, ClientResponseContext response);
    }

    @Override
    public void filter(ClientRequestContext request, ClientResponseContext response) {
        if (request.getProperty(AGAIN) == null) {
            Breakages.active().answers().again(request, response).ifPresent(target -> again(request, target)
                    .invoke()
                    .close());
        }
    }

    private static Invocation again(ClientRequestContext request, URI target) {
        Invocation.Builder again = request.getClient()
                .target(target)
                .request()
                .property(AGAIN, true)
                .header(HttpHeaders.AUTHORIZATION, request.getHeaderString(HttpHeaders.AUTHORIZATION));
        return request.hasEntity()
                ? again.build(request.getMethod(), Entity.entity(request.getEntity(), request.getMediaType()))
                : again.build(request.getMethod());
    }
}
