package io.safire.internal.cache;

import io.safire.error.SignInRequiredException;
import io.safire.internal.message.Message;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import io.safire.token.TokenResponse;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The stored tokens of one user. All instances for a user on one node share one cached token.
 *
 * @param latest the supplier of the cached token, or of the stored token if the cached token is not usable; null if no
 *     token is stored
 */
public record StoredManagedTokens(
        String server, String subject, Supplier<AutoRefreshingToken> token, Supplier<@Nullable CachedToken> latest)
        implements ManagedTokens {

    @Override
    public AccessToken accessToken() {
        return token.get().accessToken();
    }

    @Override
    public TokenResponse tokens() {
        CachedToken found = latest.get();
        if (found == null) {
            throw new SignInRequiredException(Message.NO_STORED_TOKENS.format(server));
        }
        return found.tokens();
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
