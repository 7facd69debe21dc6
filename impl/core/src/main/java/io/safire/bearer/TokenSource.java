package io.safire.bearer;

import io.safire.SmartClient;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import io.safire.token.Scopes;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A pair of functions that supply the current token and invalidate a rejected one. */
record TokenSource(Supplier<AccessToken> current, Consumer<AccessToken> invalidation) {

    static TokenSource of(SmartClient client) {
        return new TokenSource(client::accessToken, client.resources()::invalidate);
    }

    static TokenSource of(SmartClient client, Scopes scopes) {
        return new TokenSource(() -> client.accessToken(scopes), client.resources()::invalidate);
    }

    static TokenSource of(ManagedTokens tokens) {
        return new TokenSource(tokens::accessToken, tokens::invalidate);
    }
}
