package io.safire.bearer;

import io.safire.internal.bearer.BearerHeader;
import io.safire.internal.bearer.RepeatableBody;
import jakarta.annotation.Priority;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import java.io.IOException;
import java.util.Optional;

/**
 * A filter that adds access tokens to the requests of a Jakarta REST client.
 *
 * <pre>{@code
 * Client client = ClientBuilder.newBuilder()
 *         .register(BearerFilter.of(BearerTokens.of(nightly)))
 *         .build();
 * }</pre>
 *
 * <p>The filter does not replace an {@code Authorization} header that the application has set. Do not enable redirects,
 * because the runtime would send the header to the target of the redirect. On Jersey, the filter disables redirects for
 * requests with a token. Other runtimes follow redirects only if a property enables redirects.
 *
 * <p>After a 401 response, the filter invalidates the token and sends the request once more. The filter does not send a
 * request again if its body is a stream, a multipart body or a {@code DataSource}. On Quarkus, the filter only
 * invalidates the token, because Quarkus runs response filters on threads that must not block.
 *
 * <p>If no token can be obtained, the client throws a {@code ProcessingException} whose cause is the
 * {@link io.safire.error.SmartException}.
 *
 * <p>For MicroProfile Rest Client interfaces, use {@link io.safire.inject.SmartBearer} instead.
 */
@Priority(BearerFilter.PRIORITY)
public final class BearerFilter implements ClientRequestFilter, ClientResponseFilter {

    /**
     * The priority of this filter. The filter runs after the application's own filters, because those may change the
     * address of a request.
     */
    public static final int PRIORITY = 1_000_000;

    private static final String SENT_PROPERTY = BearerFilter.class.getName() + ".sent";
    private static final String RETRY_PROPERTY = BearerFilter.class.getName() + ".again";
    private static final String JERSEY_REDIRECTS = "jersey.config.client.followRedirects";
    private static final String QUARKUS_PACKAGE = "org.jboss.resteasy.reactive.";
    private static final int UNAUTHORIZED = 401;

    private final BearerTokens tokens;

    private BearerFilter(BearerTokens tokens) {
        this.tokens = tokens;
    }

    /**
     * Returns a filter for {@code register}.
     *
     * @param tokens the source of the tokens to send
     * @return a filter that can be registered with a client or with one target
     */
    public static BearerFilter of(BearerTokens tokens) {
        return new BearerFilter(tokens);
    }

    @Override
    public void filter(ClientRequestContext request) {
        Optional<BearerToken> bearer = bearer(request);
        request.removeProperty(SENT_PROPERTY);
        bearer.ifPresent(token -> {
            BearerHeader.set(request, token.header(), token.gatewayHeaders());
            request.setProperty(SENT_PROPERTY, token);
            request.setProperty(JERSEY_REDIRECTS, false);
        });
    }

    @Override
    public void filter(ClientRequestContext request, ClientResponseContext response) throws IOException {
        if (response.getStatus() != UNAUTHORIZED
                || !(request.getProperty(SENT_PROPERTY) instanceof BearerToken rejected)) {
            return;
        }
        if (request.getClass().getName().startsWith(QUARKUS_PACKAGE)
                || !RepeatableBody.isRepeatable(request)
                || !RequestRetry.drain(response)) {
            rejected.invalidate();
            return;
        }
        Optional<BearerToken> next = rejected.replaceRejected();
        if (next.isPresent()) {
            new RequestRetry(request, this, RETRY_PROPERTY, next.get()).sendInto(response);
        }
    }

    private Optional<BearerToken> bearer(ClientRequestContext request) {
        if (request.getProperty(RETRY_PROPERTY) instanceof BearerToken retry && retry.isFor(request.getUri())) {
            return Optional.of(retry);
        }
        String previousHeader = request.getProperty(SENT_PROPERTY) instanceof BearerToken sent ? sent.header() : "";
        return BearerHeader.isSettable(request, previousHeader)
                ? tokens.forRequest(request.getUri())
                : Optional.empty();
    }
}
