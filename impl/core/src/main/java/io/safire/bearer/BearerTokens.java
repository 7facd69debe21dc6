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
 * The tokens that a client for FHIR resources sends: those of one server, for the application itself or for one of its users.
 * Safe for use by many threads.
 */
public final class BearerTokens {

    private final SmartClient client;
    private final Supplier<TokenSource> sources;

    private BearerTokens(SmartClient client, Supplier<TokenSource> sources) {
        this.client = requireNonNull(client, "client");
        this.sources = sources;
    }

    /**
     * Tokens of the application itself, for the configured scopes.
     *
     * @param client the client of the server
     * @return the tokens
     * @see SmartClient#accessToken()
     */
    public static BearerTokens of(SmartClient client) {
        TokenSource source = TokenSource.of(client);
        return new BearerTokens(client, () -> source);
    }

    /**
     * Tokens of the application itself, for other scopes.
     *
     * @param client the client of the server
     * @param scopes the scopes
     * @return the tokens
     * @see SmartClient#accessToken(Scopes)
     */
    public static BearerTokens of(SmartClient client, Scopes scopes) {
        TokenSource source = TokenSource.of(client, scopes);
        return new BearerTokens(client, () -> source);
    }

    /**
     * Tokens of one user or launch.
     *
     * @param client the client of the server
     * @param tokens the tokens
     * @return the tokens
     */
    public static BearerTokens of(SmartClient client, ManagedTokens tokens) {
        TokenSource source = TokenSource.of(tokens);
        return new BearerTokens(client, () -> source);
    }

    /**
     * Tokens of whoever is signed in when a request is sent.
     *
     * @param client the client of the server
     * @param subject says who that is
     * @return the tokens
     */
    public static BearerTokens of(SmartClient client, SmartSubject subject) {
        requireNonNull(subject, "subject");
        return new BearerTokens(client, () -> TokenSource.of(current(client, subject)));
    }

    /**
     * The name of the server.
     *
     * @return its configured name
     */
    public String server() {
        return client.name();
    }

    /**
     * What a request bears. No token is asked for when it must not be sent to that address.
     *
     * @param target the whole URL of the request
     * @return the token; empty if the request is to go without
     * @throws io.safire.error.SmartException if there is no token to send: see {@link SmartClient#accessToken()}
     * @throws ValidationException if nobody is signed in
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

    /** Asked with a token that is none, since the address decides. */
    private boolean isOurs(URI target) {
        AccessToken none = new AccessToken(client.name(), "none", Instant.EPOCH, Scopes.none());
        return client.resources().authorization(none, target).isPresent();
    }

    private static ManagedTokens current(SmartClient client, SmartSubject subject) {
        return subject.current()
                .orElseThrow(() -> new ValidationException(
                        client.name(), Message.NOBODY_SIGNED_IN.of(client.name()), "subject", "nobody is signed in"));
    }
}
