package io.safire.hapi;

import static java.util.Objects.requireNonNull;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.client.apache.ApacheHttpRequest;
import ca.uhn.fhir.rest.client.api.ClientResponseContext;
import ca.uhn.fhir.rest.client.api.IHttpRequest;
import ca.uhn.fhir.rest.client.api.IRestfulClient;
import ca.uhn.fhir.rest.client.exceptions.FhirClientConnectionException;
import io.safire.bearer.Bearer;
import io.safire.bearer.BearerTokens;
import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * Sends tokens along with the requests of a client of HAPI FHIR.
 *
 * <pre>{@code
 * IGenericClient fhir = FhirContext.forR4Cached().newRestfulGenericClient(base);
 * fhir.registerInterceptor(BearerInterceptor.of(BearerTokens.of(nightly)));
 * }</pre>
 *
 * <p>A page or reference at another server is asked for without a token, and a request that has an {@code Authorization}
 * header keeps it. A request with a token follows no redirect; that goes for the HTTP client of HAPI FHIR's own client jar,
 * which would repeat the token to another host. After a 401 the token is dropped and the request sent once more. A call
 * throws a {@link io.safire.error.SmartException} when there is no token to send.
 */
@Interceptor
public final class BearerInterceptor {

    /** Behind what may still change the address of a request, and before what looks at an answer. */
    private static final int LAST = 1_000_000;

    private static final String AUTHORIZATION = "Authorization";
    private static final int UNAUTHORIZED = 401;

    private final BearerTokens tokens;
    private final Map<IHttpRequest, Bearer> sent = Collections.synchronizedMap(new WeakHashMap<>());

    private BearerInterceptor(BearerTokens tokens) {
        this.tokens = requireNonNull(tokens, "tokens");
    }

    /**
     * Makes an interceptor.
     *
     * @param tokens the tokens to send
     * @return the interceptor, for {@code registerInterceptor}
     */
    public static BearerInterceptor of(BearerTokens tokens) {
        return new BearerInterceptor(tokens);
    }

    /**
     * Puts the token into a request.
     *
     * @param request the request
     * @param client the client that sends it
     */
    @Hook(value = Pointcut.CLIENT_REQUEST, order = LAST)
    public void authorize(IHttpRequest request, IRestfulClient client) {
        if (hasAuthorization(request)) {
            return;
        }
        Optional<Bearer> bearer = tokens.forRequest(address(request));
        if (bearer.isPresent()) {
            if (request instanceof ApacheHttpRequest apache) {
                ApacheRequests.followNoRedirect(apache, client);
            }
            request.addHeader(AUTHORIZATION, bearer.get().header());
            sent.put(request, bearer.get());
        }
    }

    /**
     * Sends a request again whose token was refused.
     *
     * @param context the answer, and what it answers
     */
    @Hook(value = Pointcut.CLIENT_RESPONSE, order = -LAST)
    public void repeat(ClientResponseContext context) {
        IHttpRequest request = context.getHttpRequest();
        Bearer refused = sent.remove(request);
        if (refused == null || context.getHttpResponse().getStatus() != UNAUTHORIZED) {
            return;
        }
        if (request instanceof ApacheHttpRequest apache && !ApacheRequests.isRepeatable(apache)) {
            refused.drop();
            return;
        }
        Optional<Bearer> next = refused.afterRefusal();
        if (next.isPresent()) {
            context.getHttpResponse().close();
            request.removeHeaders(AUTHORIZATION);
            request.addHeader(AUTHORIZATION, next.get().header());
            try {
                context.setHttpResponse(request.execute());
            } catch (IOException failure) {
                throw new FhirClientConnectionException(failure);
            }
        }
    }

    private static boolean hasAuthorization(IHttpRequest request) {
        Map<String, List<String>> headers = request.getAllHeaders();
        return headers.keySet().stream().anyMatch(AUTHORIZATION::equalsIgnoreCase);
    }

    /** What is no address is nobody's. */
    private static URI address(IHttpRequest request) {
        try {
            return URI.create(request.getUri());
        } catch (IllegalArgumentException noAddress) {
            return URI.create("");
        }
    }
}
