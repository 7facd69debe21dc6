package io.safire.impl.managed;

import io.safire.Finding;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import java.util.List;

/** How a client asks for tokens. */
public interface TokenRequests {

    /** A token for the application itself. */
    TokenResponse backend(Scopes scopes);

    /**
     * New tokens by a refresh token. The server takes only the new one from now on: until it is stored, nobody else is asked or
     * told anything.
     *
     * @param leaving called just before the request leaves, at each attempt; what it throws keeps the request from leaving
     */
    RefreshAnswer refresh(TokenResponse earlier, Runnable leaving);

    /** Finds out what is to be known besides, once the answer is stored as well as it can be, and tells of the renewal. */
    TokenResponse completed(TokenResponse earlier, RefreshAnswer answer);

    /**
     * Revokes the refresh token and the access token, each whether or not the other succeeds. It throws no
     * {@link io.safire.error.SmartException}.
     *
     * @return a finding for each token that was not revoked, and the tolerated differences
     */
    List<Finding> revoke(TokenResponse tokens);
}
