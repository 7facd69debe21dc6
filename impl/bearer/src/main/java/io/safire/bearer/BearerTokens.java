package io.safire.bearer;

import static java.util.Objects.requireNonNull;

import io.safire.SmartClient;
import io.safire.error.SignInRequiredException;
import io.safire.internal.bearer.BearerMessage;
import io.safire.spi.CurrentUserTokens;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import io.safire.token.Scopes;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A source of the access tokens that a FHIR client sends to one server, for the application itself or for one of its
 * users. Instances are thread-safe.
 */
public final class BearerTokens {

    private final SmartClient client;
    private final Supplier<AccessTokenSource> tokenSource;

    private BearerTokens(SmartClient client, Supplier<AccessTokenSource> tokenSource) {
        this.client = requireNonNull(client, "client");
        this.tokenSource = tokenSource;
    }

    /**
     * Returns the application's own tokens for the configured scopes.
     *
     * @param client the client of the server
     * @return the source of these tokens
     * @see SmartClient#accessToken()
     */
    public static BearerTokens of(SmartClient client) {
        AccessTokenSource source = AccessTokenSource.of(client);
        return new BearerTokens(client, () -> source);
    }

    /**
     * Returns the application's own tokens for the given scopes.
     *
     * @param client the client of the server
     * @param scopes the scopes to request
     * @return the source of these tokens
     * @see SmartClient#accessToken(Scopes)
     */
    public static BearerTokens of(SmartClient client, Scopes scopes) {
        AccessTokenSource source = AccessTokenSource.of(client, scopes);
        return new BearerTokens(client, () -> source);
    }

    /**
     * Returns the tokens of one user or launch.
     *
     * @param client the client of the server
     * @param tokens the user's managed tokens
     * @return the source of these tokens
     */
    public static BearerTokens of(SmartClient client, ManagedTokens tokens) {
        AccessTokenSource source = AccessTokenSource.of(tokens);
        return new BearerTokens(client, () -> source);
    }

    /**
     * Returns the tokens of the user that is signed in when a request is sent.
     *
     * @param client the client of the server
     * @param subject the lookup of the signed-in user's tokens, called for each request
     * @return the source of these tokens
     */
    public static BearerTokens of(SmartClient client, CurrentUserTokens subject) {
        requireNonNull(subject, "subject");
        return new BearerTokens(client, () -> AccessTokenSource.of(currentTokens(client, subject)));
    }

    /**
     * Returns the name of the server.
     *
     * @return the configured name
     */
    public String serverName() {
        return client.name();
    }

    /**
     * Returns the token for a request. If the token must not be sent to the address, this method does not request a
     * token.
     *
     * @param target the full URL of the request
     * @return the token; empty if the request must be sent without a token
     * @throws io.safire.error.SmartException if the client cannot obtain a token; see {@link SmartClient#accessToken()}
     * @throws SignInRequiredException if no user is signed in
     */
    public Optional<BearerToken> forRequest(URI target) {
        if (!isAllowed(target)) {
            return Optional.empty();
        }
        return BearerToken.of(client, tokenSource.get(), target);
    }

    @Override
    public String toString() {
        return "BearerTokens[" + serverName() + "]";
    }

    private boolean isAllowed(URI target) {
        AccessToken placeholder = new AccessToken(client.name(), "none", Instant.EPOCH, Scopes.none());
        return client.resources().authorization(placeholder, target).isPresent();
    }

    private static ManagedTokens currentTokens(SmartClient client, CurrentUserTokens subject) {
        return subject.current()
                .orElseThrow(() -> new SignInRequiredException(BearerMessage.NO_SIGNED_IN_USER.format(client.name())));
    }
}
