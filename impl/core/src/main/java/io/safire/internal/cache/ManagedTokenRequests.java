package io.safire.internal.cache;

import io.safire.diagnosis.Finding;
import io.safire.token.Scopes;
import io.safire.token.SignOut;
import io.safire.token.TokenResponse;
import java.util.List;

/** The token and revocation requests of one client. */
public interface ManagedTokenRequests {

    /** Uses the client credentials grant. */
    TokenResponse requestToken(Scopes scopes);

    /**
     * Sends the refresh token. If the server rotates refresh tokens, only the new refresh token is valid after this
     * request, so the caller must first store the response. This method therefore sends no other request and publishes
     * no event.
     *
     * @param beforeSend the callback that is called immediately before each attempt; if it throws an exception, the
     *     request is not sent
     */
    RefreshResponse refresh(TokenResponse earlier, Runnable beforeSend);

    /**
     * Validates the ID token if the validation was deferred, and publishes the event. The caller has tried to store the
     * response before.
     */
    TokenResponse complete(TokenResponse earlier, RefreshResponse response);

    /**
     * Revokes the refresh token and the access token independently of each other. Throws no
     * {@link io.safire.error.SmartException}.
     *
     * @return a finding for each token that was not revoked, and the tolerated deviations of the server
     */
    List<Finding> revoke(TokenResponse tokens);

    /**
     * Revokes the tokens, and returns the URL that ends the session at the server. Throws no
     * {@link io.safire.error.SmartException}.
     */
    SignOut signOut(TokenResponse tokens);
}
