package io.safire.broken;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.util.Optional;

/**
 * A response filter of every Jakarta REST client. The filter sends requests again if the active {@code Breakage}
 * requires it.
 */
public final class BrokenResponses implements ClientResponseFilter {

    private static final String RESENT_PROPERTY = BrokenResponses.class.getName();

    /**
     * A deliberate defect that sends a request again, together with the token of the request, to the returned URL. A
     * correct client must not send a token to this URL.
     */
    @FunctionalInterface
    interface ResponseTampering {
        Optional<URI> resendTarget(ClientRequestContext request, ClientResponseContext response);
    }

    @Override
    public void filter(ClientRequestContext request, ClientResponseContext response) {
        if (request.getProperty(RESENT_PROPERTY) == null) {
            Breakages.active().responses().resendTarget(request, response).ifPresent(target -> resend(request, target)
                    .invoke()
                    .close());
        }
    }

    private static Invocation resend(ClientRequestContext request, URI target) {
        Invocation.Builder builder = request.getClient()
                .target(target)
                .request()
                .property(RESENT_PROPERTY, true)
                .header(HttpHeaders.AUTHORIZATION, request.getHeaderString(HttpHeaders.AUTHORIZATION));
        return request.hasEntity()
                ? builder.build(request.getMethod(), Entity.entity(request.getEntity(), request.getMediaType()))
                : builder.build(request.getMethod());
    }
}
