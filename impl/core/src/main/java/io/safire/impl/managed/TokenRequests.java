package io.safire.impl.managed;

import io.safire.Finding;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import java.util.List;

/** The token and revocation requests of one client. */
public interface TokenRequests {

    /** Requests a token for the application itself with the client credentials grant. */
    TokenResponse backend(Scopes scopes);

    /**
     * Sends the refresh token. With rotation, the server then accepts only the new one, so this method sends no other request and
     * publishes no event: the response must be stored first.
     *
     * @param leaving called immediately before each attempt; if it throws, the request is not sent
     */
    RefreshAnswer refresh(TokenResponse earlier, Runnable leaving);

    /** Completes a response after the attempt to store it: validates the ID token if that was deferred, and publishes the event. */
    TokenResponse completed(TokenResponse earlier, RefreshAnswer answer);

    /**
     * Revokes the refresh token and the access token independently of each other. Throws no
     * {@link io.safire.error.SmartException}.
     *
     * @return a finding for each token that was not revoked, and the tolerated differences
     */
    List<Finding> revoke(TokenResponse tokens);
}
