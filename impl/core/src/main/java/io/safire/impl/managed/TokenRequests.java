package io.safire.impl.managed;

import io.safire.token.Scopes;
import io.safire.token.TokenResponse;

/** How a client asks for tokens. */
public interface TokenRequests {

    /** A token for the application itself. */
    TokenResponse backend(Scopes scopes);

    /**
     * New tokens by a refresh token.
     *
     * @param leaving called just before the request leaves, at each attempt; what it throws keeps the request from leaving
     */
    TokenResponse refresh(TokenResponse earlier, Runnable leaving);
}
