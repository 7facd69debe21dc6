package io.safire.bearer;

import io.safire.SmartClient;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import io.safire.token.Scopes;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A supplier of the current token, and a function that invalidates a rejected token. */
record AccessTokenSource(Supplier<AccessToken> tokenSupplier, Consumer<AccessToken> invalidator) {

    static AccessTokenSource of(SmartClient client) {
        return new AccessTokenSource(client::accessToken, client.resources()::invalidate);
    }

    static AccessTokenSource of(SmartClient client, Scopes scopes) {
        return new AccessTokenSource(() -> client.accessToken(scopes), client.resources()::invalidate);
    }

    static AccessTokenSource of(ManagedTokens tokens) {
        return new AccessTokenSource(tokens::accessToken, tokens::invalidate);
    }
}
