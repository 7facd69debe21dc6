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
import io.safire.bearer.BearerToken;
import io.safire.bearer.BearerTokens;
import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * An interceptor that adds access tokens to the requests of a HAPI FHIR client.
 *
 * <pre>{@code
 * IGenericClient fhir = FhirContext.forR4Cached().newRestfulGenericClient(base);
 * fhir.registerInterceptor(HapiBearerInterceptor.of(BearerTokens.of(nightly)));
 * }</pre>
 *
 * <p>A request for a page or reference on another server is sent without a token. The interceptor does not replace an
 * {@code Authorization} header that the application has set.
 *
 * <p>With the default HTTP client of HAPI FHIR (Apache HttpClient), requests with a token do not follow redirects,
 * because this HTTP client would send the token to another host.
 *
 * <p>After a 401 response, the interceptor invalidates the token and sends the request once more. A request whose body
 * can be read only once is not sent again. A call throws a {@link io.safire.error.SmartException} if the client cannot
 * obtain a token.
 */
@Interceptor
public final class HapiBearerInterceptor {

    /**
     * The request hook runs after interceptors that may change the URL of a request. The response hook has the negative
     * value as its order, so that it runs before interceptors that read the response.
     */
    private static final int ORDER = 1_000_000;

    private static final String AUTHORIZATION = "Authorization";
    private static final int UNAUTHORIZED = 401;

    private final BearerTokens tokens;
    private final Map<IHttpRequest, BearerToken> sent = Collections.synchronizedMap(new WeakHashMap<>());

    private HapiBearerInterceptor(BearerTokens tokens) {
        this.tokens = requireNonNull(tokens, "tokens");
    }

    /**
     * Returns an interceptor for {@code registerInterceptor}.
     *
     * @param tokens the source of the tokens to send
     * @return an interceptor that adds the tokens to requests
     */
    public static HapiBearerInterceptor of(BearerTokens tokens) {
        return new HapiBearerInterceptor(tokens);
    }

    /**
     * Adds the token to a request.
     *
     * @param request the request to which the token is added
     * @param client the client that sends the request
     */
    @Hook(value = Pointcut.CLIENT_REQUEST, order = ORDER)
    public void authorize(IHttpRequest request, IRestfulClient client) {
        if (hasHeader(request, AUTHORIZATION)) {
            return;
        }
        Optional<BearerToken> bearer = tokens.forRequest(requestUri(request));
        if (bearer.isPresent()) {
            if (request instanceof ApacheHttpRequest apache) {
                ApacheHttpRequests.disableRedirects(apache, client);
            }
            request.addHeader(AUTHORIZATION, bearer.get().header());
            bearer.get().gatewayHeaders().forEach((name, value) -> {
                if (!hasHeader(request, name)) {
                    request.addHeader(name, value);
                }
            });
            sent.put(request, bearer.get());
        }
    }

    /**
     * Retries a request whose token the server rejected.
     *
     * @param context the response and its request
     */
    @Hook(value = Pointcut.CLIENT_RESPONSE, order = -ORDER)
    public void retry(ClientResponseContext context) {
        IHttpRequest request = context.getHttpRequest();
        BearerToken rejected = sent.remove(request);
        if (rejected == null || context.getHttpResponse().getStatus() != UNAUTHORIZED) {
            return;
        }
        if (request instanceof ApacheHttpRequest apache && !ApacheHttpRequests.isRepeatable(apache)) {
            rejected.invalidate();
            return;
        }
        Optional<BearerToken> next = rejected.replaceRejected();
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

    private static boolean hasHeader(IHttpRequest request, String name) {
        Map<String, List<String>> headers = request.getAllHeaders();
        return headers.keySet().stream().anyMatch(name::equalsIgnoreCase);
    }

    /** Returns an empty URI if the URL is malformed, so that no token is sent. */
    private static URI requestUri(IHttpRequest request) {
        try {
            return URI.create(request.getUri());
        } catch (IllegalArgumentException noAddress) {
            return URI.create("");
        }
    }
}
