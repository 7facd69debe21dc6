package io.safire.internal.cache;

import io.safire.error.SignInRequiredException;
import io.safire.internal.message.Message;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import io.safire.token.TokenResponse;

/** The stored tokens of one user. All instances for a user on one node share one cached token. */
public record StoredManagedTokens(String server, String subject, AutoRefreshingToken token) implements ManagedTokens {

    @Override
    public AccessToken accessToken() {
        return token.accessToken();
    }

    @Override
    public TokenResponse tokens() {
        CachedToken cached = token.cached();
        if (cached == null) {
            throw new SignInRequiredException(Message.NO_STORED_TOKENS.format(server));
        }
        return cached.tokens();
    }

    @Override
    public void invalidate(AccessToken rejected) {
        token.invalidate(rejected);
    }

    /** Omits the subject, because it may be a session identifier. */
    @Override
    public String toString() {
        return "ManagedTokens[server=" + server + ", subject=***]";
    }
}
