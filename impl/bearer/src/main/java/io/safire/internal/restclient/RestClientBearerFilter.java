package io.safire.internal.restclient;

import io.safire.bearer.BearerToken;
import io.safire.bearer.BearerTokens;
import io.safire.internal.bearer.BearerHeader;
import io.safire.internal.bearer.RepeatableBody;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A filter that adds the token to a request. If the server rejects the token, the filter reports the rejection to the
 * current attempt.
 */
public final class RestClientBearerFilter implements ClientRequestFilter, ClientResponseFilter {

    private static final String SENT_PROPERTY = RestClientBearerFilter.class.getName();
    private static final int UNAUTHORIZED = 401;

    private final Supplier<BearerTokens> tokensSupplier;
    private volatile @Nullable BearerTokens cachedTokens;

    /**
     * @param tokensSupplier the supplier of the tokens, called at the first request, because clients are created before
     *     settings can be read
     */
    RestClientBearerFilter(Supplier<BearerTokens> tokensSupplier) {
        this.tokensSupplier = tokensSupplier;
    }

    @Override
    public void filter(ClientRequestContext request) {
        if (!BearerHeader.isSettable(request, "")) {
            return;
        }
        Optional<BearerAttempt> attempt = BearerAttempt.current();
        BearerTokens tokens = tokens();
        Optional<BearerToken> bearer = attempt.isPresent()
                ? attempt.get().bearer(tokens, request.getUri())
                : tokens.forRequest(request.getUri());
        if (bearer.isPresent()) {
            BearerHeader.set(request, bearer.get().header());
            request.setProperty(
                    SENT_PROPERTY, new SentRequest(bearer.get(), attempt, RepeatableBody.isRepeatable(request)));
        }
    }

    @Override
    public void filter(ClientRequestContext request, ClientResponseContext response) {
        if (response.getStatus() == UNAUTHORIZED && request.getProperty(SENT_PROPERTY) instanceof SentRequest sent) {
            sent.attempt()
                    .filter(attempt -> sent.repeatable())
                    .ifPresentOrElse(attempt -> attempt.onRejected(sent.bearer()), () -> sent.bearer()
                            .invalidate());
        }
    }

    private BearerTokens tokens() {
        BearerTokens cached = cachedTokens;
        if (cached == null) {
            cached = tokensSupplier.get();
            cachedTokens = cached;
        }
        return cached;
    }

    private record SentRequest(BearerToken bearer, Optional<BearerAttempt> attempt, boolean repeatable) {}
}
