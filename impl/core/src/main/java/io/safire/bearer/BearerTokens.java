package io.safire.bearer;

import static java.util.Objects.requireNonNull;

import io.safire.SmartClient;
import io.safire.error.ValidationException;
import io.safire.impl.message.Message;
import io.safire.spi.SmartSubject;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import io.safire.token.Scopes;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A source of the access tokens that a FHIR client sends to one server, for the application itself or for one of its users.
 * Instances are thread-safe.
 */
public final class BearerTokens {

    private final SmartClient client;
    private final Supplier<TokenSource> sources;

    private BearerTokens(SmartClient client, Supplier<TokenSource> sources) {
        this.client = requireNonNull(client, "client");
        this.sources = sources;
    }

    /**
     * Returns the application's own tokens for the configured scopes.
     *
     * @param client the client of the server
     * @return a token source
     * @see SmartClient#accessToken()
     */
    public static BearerTokens of(SmartClient client) {
        TokenSource source = TokenSource.of(client);
        return new BearerTokens(client, () -> source);
    }

    /**
     * Returns the application's own tokens for other scopes.
     *
     * @param client the client of the server
     * @param scopes the scopes to request
     * @return a token source
     * @see SmartClient#accessToken(Scopes)
     */
    public static BearerTokens of(SmartClient client, Scopes scopes) {
        TokenSource source = TokenSource.of(client, scopes);
        return new BearerTokens(client, () -> source);
    }

    /**
     * Returns the tokens of one user or launch.
     *
     * @param client the client of the server
     * @param tokens the user's managed tokens
     * @return a token source
     */
    public static BearerTokens of(SmartClient client, ManagedTokens tokens) {
        TokenSource source = TokenSource.of(tokens);
        return new BearerTokens(client, () -> source);
    }

    /**
     * Returns the tokens of the user who is signed in when a request is sent.
     *
     * @param client the client of the server
     * @param subject the lookup of the signed-in user's tokens, called for each request
     * @return a token source
     */
    public static BearerTokens of(SmartClient client, SmartSubject subject) {
        requireNonNull(subject, "subject");
        return new BearerTokens(client, () -> TokenSource.of(current(client, subject)));
    }

    /**
     * Returns the configured name of the server.
     *
     * @return the name
     */
    public String server() {
        return client.name();
    }

    /**
     * Returns the token for a request. If the token must not be sent to the address, this method does not request a token.
     *
     * @param target the full URL of the request
     * @return the token; empty if the request must be sent without one
     * @throws io.safire.error.SmartException if the client cannot obtain a token: see {@link SmartClient#accessToken()}
     * @throws ValidationException if no user is signed in
     */
    public Optional<Bearer> forRequest(URI target) {
        if (!isOurs(target)) {
            return Optional.empty();
        }
        return Bearer.of(client, sources.get(), target);
    }

    @Override
    public String toString() {
        return "BearerTokens[" + server() + "]";
    }

    /** Asks the client with a placeholder token, because the decision depends on the address only. */
    private boolean isOurs(URI target) {
        AccessToken none = new AccessToken(client.name(), "none", Instant.EPOCH, Scopes.none());
        return client.resources().authorization(none, target).isPresent();
    }

    private static ManagedTokens current(SmartClient client, SmartSubject subject) {
        return subject.current()
                .orElseThrow(() -> new ValidationException(
                        client.name(), Message.NOBODY_SIGNED_IN.of(client.name()), "subject", "no user is signed in"));
    }
}
