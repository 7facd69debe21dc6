package io.safire.bearer;

import io.safire.SmartClient;
import io.safire.token.AccessToken;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** An access token for one request, with its {@code Authorization} header. */
public final class BearerToken {

    private final SmartClient client;
    private final AccessTokenSource source;
    private final URI target;
    private final AccessToken token;
    private final String header;
    private final boolean secondAttempt;

    private BearerToken(
            SmartClient client,
            AccessTokenSource source,
            URI target,
            AccessToken token,
            String header,
            boolean secondAttempt) {
        this.client = client;
        this.source = source;
        this.target = target;
        this.token = token;
        this.header = header;
        this.secondAttempt = secondAttempt;
    }

    static Optional<BearerToken> of(SmartClient client, AccessTokenSource source, URI target) {
        return next(client, source, target, false);
    }

    /**
     * Returns the value of the {@code Authorization} header.
     *
     * @return {@code Bearer}, a space and the token
     */
    public String header() {
        return header;
    }

    /**
     * Returns the headers that a gateway in front of the server requires.
     *
     * @return the values by the names of the headers
     * @see io.safire.token.ResourceAccess#gatewayHeaders
     */
    public Map<String, String> gatewayHeaders() {
        return client.resources().gatewayHeaders(target);
    }

    /**
     * Returns whether this token was obtained for a request to this address.
     *
     * @param address the full URL of the request
     * @return true if the URL equals the URL that was passed to {@link BearerTokens#forRequest}
     */
    public boolean isFor(URI address) {
        return target.equals(address);
    }

    /**
     * Invalidates the token after a 401 response. Concurrent calls for the same token cause a single refresh.
     *
     * @return true if the token was invalidated. The token of a second attempt is not invalidated, because the server
     *     has just issued it
     */
    public boolean invalidate() {
        if (!secondAttempt) {
            source.invalidator().accept(token);
        }
        return !secondAttempt;
    }

    /**
     * Invalidates the token after a 401 response and returns the token for the second attempt.
     *
     * @return the token for the second attempt; empty if this token is already the token of a second attempt, or if the
     *     client obtains the same token again
     * @throws io.safire.error.SmartException if the client cannot obtain a new token
     */
    public Optional<BearerToken> replaceRejected() {
        if (!invalidate()) {
            return Optional.empty();
        }
        return next(client, source, target, true)
                .filter(next -> !next.token.value().equals(token.value()));
    }

    @Override
    public String toString() {
        return "Bearer[***, " + client.name() + "]";
    }

    private static Optional<BearerToken> next(
            SmartClient client, AccessTokenSource source, URI target, boolean secondAttempt) {
        AccessToken token = source.tokenSupplier().get();
        return client.resources()
                .authorization(token, target)
                .map(header -> new BearerToken(client, source, target, token, header, secondAttempt));
    }
}
