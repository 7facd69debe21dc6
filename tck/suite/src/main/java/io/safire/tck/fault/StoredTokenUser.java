package io.safire.tck.fault;

import io.safire.SmartClient;
import io.safire.error.SignInRequiredException;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import io.safire.token.TokenResponse;
import java.time.Instant;

/** A user with stored tokens whose access token has expired, so that each call refreshes the token. */
final class StoredTokenUser {

    private final SmartClient client;
    private final String subject;

    StoredTokenUser(SmartClient client) {
        this.client = client;
        this.subject = "user-of-" + client.name();
    }

    void signIn(TokenResponse tokens) {
        AccessToken token = tokens.accessToken();
        AccessToken expired =
                new AccessToken(token.server(), token.value(), Instant.now().minusSeconds(1), token.scopes());
        client.userTokens()
                .store(
                        subject,
                        TokenResponse.of(
                                tokens.server(),
                                expired,
                                tokens.requestedScopes(),
                                tokens.members(),
                                tokens.carriedOver()));
    }

    AccessToken accessToken() {
        return managedTokens().accessToken();
    }

    /**
     * Returns whether a call succeeds. A call fails if the client does not reuse a refresh token that the server may
     * have consumed.
     */
    boolean canContinue() {
        try {
            accessToken();
            return true;
        } catch (SignInRequiredException consumed) {
            return false;
        }
    }

    private ManagedTokens managedTokens() {
        return client.userTokens()
                .find(subject)
                .orElseThrow(() -> new IllegalStateException("The store no longer contains the user's tokens."));
    }
}
