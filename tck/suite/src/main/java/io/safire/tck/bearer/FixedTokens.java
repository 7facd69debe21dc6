package io.safire.tck.bearer;

import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import io.safire.token.TokenResponse;

/** A token of a user that cannot be refreshed. */
public record FixedTokens(AccessToken accessToken) implements ManagedTokens {

    @Override
    public String server() {
        return accessToken.server();
    }

    @Override
    public String subject() {
        return "user";
    }

    @Override
    public TokenResponse tokens() {
        throw new UnsupportedOperationException("only an access token");
    }

    @Override
    public void invalidate(AccessToken token) {
        throw new UnsupportedOperationException("the server accepts the token");
    }
}
