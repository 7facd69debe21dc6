package io.safire.internal.cache;

import io.safire.error.SignInRequiredException;
import io.safire.internal.message.Message;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import io.safire.token.TokenResponse;
import java.util.function.Supplier;

/** The stored tokens of one user. All instances for a user on one node share one cached token. */
public record StoredManagedTokens(String server, String subject, Supplier<AutoRefreshingToken> token)
        implements ManagedTokens {

    @Override
    public AccessToken accessToken() {
        return token.get().accessToken();
    }

    @Override
    public TokenResponse tokens() {
        CachedToken cached = token.get().cached();
        if (cached == null) {
            throw new SignInRequiredException(Message.NO_STORED_TOKENS.format(server));
        }
        return cached.tokens();
    }

    @Override
    public void invalidate(AccessToken rejected) {
        token.get().invalidate(rejected);
    }

    @Override
    public String toString() {
        return "ManagedTokens[server=" + server + ", subject=***]";
    }
}
