package io.safire.bearer;

import jakarta.annotation.Priority;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import java.io.IOException;
import java.util.Optional;

/**
 * Sends tokens along with the requests of a Jakarta REST client.
 *
 * <pre>{@code
 * Client client = ClientBuilder.newBuilder()
 *         .register(BearerFilter.of(BearerTokens.of(nightly)))
 *         .build();
 * }</pre>
 *
 * <p>A request that has an {@code Authorization} header keeps it. Leave redirects off, as they are unless a property of the
 * runtime switches them on: the runtime would repeat the header to whomever it is sent to. After a 401 the token is dropped
 * and the request sent once more, unless its body is a stream that can be read once, or one in parts (multipart), or a
 * {@code DataSource}; on Quarkus, which runs filters of answers on threads that must not wait, it is dropped only. A
 * {@link io.safire.error.SmartException} is the cause of the {@code ProcessingException} that a client throws.
 *
 * <p>For MicroProfile Rest Client interfaces there is {@link io.safire.inject.SmartBearer}.
 */
@Priority(BearerFilter.LAST)
public final class BearerFilter implements ClientRequestFilter, ClientResponseFilter {

    /** Behind all filters of an application, which may still change the address of a request. */
    public static final int LAST = 1_000_000;

    private static final String SENT = BearerFilter.class.getName() + ".sent";
    private static final String AGAIN = BearerFilter.class.getName() + ".again";
    private static final String JERSEY_REDIRECTS = "jersey.config.client.followRedirects";
    private static final String QUARKUS = "org.jboss.resteasy.reactive.";
    private static final int UNAUTHORIZED = 401;

    private final BearerTokens tokens;

    private BearerFilter(BearerTokens tokens) {
        this.tokens = tokens;
    }

    /**
     * Makes a filter.
     *
     * @param tokens the tokens to send
     * @return the filter, for {@code register}
     */
    public static BearerFilter of(BearerTokens tokens) {
        return new BearerFilter(tokens);
    }

    @Override
    public void filter(ClientRequestContext request) {
        Optional<Bearer> bearer = bearer(request);
        request.removeProperty(SENT);
        bearer.ifPresent(token -> {
            BearerHeader.set(request, token);
            request.setProperty(SENT, token);
            request.setProperty(JERSEY_REDIRECTS, false);
        });
    }

    @Override
    public void filter(ClientRequestContext request, ClientResponseContext response) throws IOException {
        if (response.getStatus() != UNAUTHORIZED || !(request.getProperty(SENT) instanceof Bearer refused)) {
            return;
        }
        if (request.getClass().getName().startsWith(QUARKUS)
                || !Repeatable.isRepeatable(request)
                || !SecondAttempt.release(response)) {
            refused.drop();
            return;
        }
        Optional<Bearer> next = refused.afterRefusal();
        if (next.isPresent()) {
            new SecondAttempt(request, this, AGAIN, next.get()).into(response);
        }
    }

    private Optional<Bearer> bearer(ClientRequestContext request) {
        if (request.getProperty(AGAIN) instanceof Bearer again && again.isFor(request.getUri())) {
            return Optional.of(again);
        }
        boolean free = BearerHeader.isFree(request, request.getProperty(SENT));
        return free ? tokens.forRequest(request.getUri()) : Optional.empty();
    }
}
