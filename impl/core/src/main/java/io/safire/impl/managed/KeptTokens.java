package io.safire.impl.managed;

import io.safire.error.ValidationException;
import io.safire.impl.message.Message;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import io.safire.token.TokenResponse;

/** The stored tokens of one user. All instances for a user on one node share one cached token. */
record KeptTokens(String server, String subject, RenewedToken token) implements ManagedTokens {

    @Override
    public AccessToken accessToken() {
        return token.accessToken();
    }

    @Override
    public TokenResponse tokens() {
        Current now = token.current();
        if (now == null) {
            throw new ValidationException(server, Message.NO_TOKENS_KEPT.of(server), "subject", "no tokens are stored");
        }
        return now.tokens();
    }

    @Override
    public void invalidate(AccessToken refused) {
        token.invalidate(refused);
    }

    /** Omits the subject, which may be a session identifier. */
    @Override
    public String toString() {
        return "ManagedTokens[server=" + server + ", subject=***]";
    }
}
