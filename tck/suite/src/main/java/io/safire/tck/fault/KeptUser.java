package io.safire.tck.fault;

import io.safire.SmartClient;
import io.safire.error.ValidationException;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import io.safire.token.TokenResponse;
import java.time.Instant;

/** A user whose tokens are kept, and whose access token is over, so that each call renews it. */
final class KeptUser {

    private final SmartClient client;
    private final String subject;

    KeptUser(SmartClient client) {
        this.client = client;
        this.subject = "user-of-" + client.name();
    }

    void signIn(TokenResponse tokens) {
        AccessToken token = tokens.accessToken();
        AccessToken over =
                new AccessToken(token.server(), token.value(), Instant.now().minusSeconds(1), token.scopes());
        client.keep(
                subject,
                new TokenResponse(
                        tokens.server(), over, tokens.requestedScopes(), tokens.members(), tokens.carriedOver()));
    }

    AccessToken accessToken() {
        return kept().accessToken();
    }

    /**
     * Whether the user can go on.
     *
     * @return false if the refresh token is not sent again, since the server may have used it
     */
    boolean goesOn() {
        try {
            accessToken();
            return true;
        } catch (ValidationException spent) {
            if (spent.attribute().equals("refresh_token")) {
                return false;
            }
            throw spent;
        }
    }

    private ManagedTokens kept() {
        return client.kept(subject).orElseThrow(() -> new IllegalStateException("nothing is kept any more"));
    }
}
