package io.safire.internal.restclient;

import io.safire.bearer.BearerToken;
import io.safire.bearer.BearerTokens;
import io.safire.inject.SmartBearer;
import io.safire.internal.bearer.BearerHeader;
import io.safire.internal.bearer.RepeatableBody;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A filter that adds the token to a request, and reports a rejected token to the current attempt. */
public final class RestClientBearerFilter implements ClientRequestFilter, ClientResponseFilter {

    private static final String SENT_PROPERTY = RestClientBearerFilter.class.getName();
    /** In this property, MicroProfile Rest Client passes the invoked method of the interface to filters. */
    private static final String INVOKED_METHOD_PROPERTY = "org.eclipse.microprofile.rest.client.invokedMethod";

    private static final int UNAUTHORIZED = 401;

    private final Optional<SmartBearer> interfaceBearer;
    private final Function<SmartBearer, BearerTokens> lookup;
    private final Map<SmartBearer, BearerTokens> cachedTokens = new ConcurrentHashMap<>();

    /**
     * @param interfaceBearer the annotation of the interface; it applies to methods without an annotation
     * @param lookup the lookup of the tokens, called at the first request with an annotation, because clients are
     *     created before settings can be read
     */
    RestClientBearerFilter(Optional<SmartBearer> interfaceBearer, Function<SmartBearer, BearerTokens> lookup) {
        this.interfaceBearer = interfaceBearer;
        this.lookup = lookup;
    }

    @Override
    public void filter(ClientRequestContext request) {
        Optional<SmartBearer> annotation = bearerOf(request);
        if (annotation.isEmpty() || !BearerHeader.isSettable(request, "")) {
            return;
        }
        Optional<BearerAttempt> attempt = BearerAttempt.current();
        BearerTokens tokens = cachedTokens.computeIfAbsent(annotation.get(), lookup);
        Optional<BearerToken> bearer = attempt.isPresent()
                ? attempt.get().bearer(tokens, request.getUri())
                : tokens.forRequest(request.getUri());
        if (bearer.isPresent()) {
            BearerHeader.set(request, bearer.get().header(), bearer.get().gatewayHeaders());
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

    private Optional<SmartBearer> bearerOf(ClientRequestContext request) {
        return request.getProperty(INVOKED_METHOD_PROPERTY) instanceof Method method
                        && method.isAnnotationPresent(SmartBearer.class)
                ? Optional.of(method.getAnnotation(SmartBearer.class))
                : interfaceBearer;
    }

    private record SentRequest(BearerToken bearer, Optional<BearerAttempt> attempt, boolean repeatable) {}
}
