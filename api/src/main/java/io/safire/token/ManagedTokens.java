package io.safire.token;

/**
 * The stored tokens of one signed-in user or launch, which the client refreshes before they expire. Implementations are
 * thread-safe. All instances with the same server and subject share the stored tokens and each refresh. With a shared
 * store, instances on other nodes share the tokens too.
 *
 * @since 1.0
 */
public interface ManagedTokens {

    /**
     * Returns the name of the server that issued the tokens.
     *
     * @return the configured name
     */
    String server();

    /**
     * Returns the subject under which the tokens are stored.
     *
     * @return the application's identifier of the user or launch
     */
    String subject();

    /**
     * Returns a valid access token. The client refreshes the token in the background before it expires. Callers wait
     * only if no stored token is valid.
     *
     * @return the token
     * @throws io.safire.error.SignInRequiredException if the tokens were removed. This exception is also thrown if no
     *     token is valid and no refresh is possible. A refresh is impossible if the refresh token is missing, was
     *     rejected ({@code invalid_grant}), or may have been consumed by a failed node
     * @throws io.safire.error.TokenException if no token is valid and the server rejected the refresh for another reason
     * @throws io.safire.error.NetworkException if no token is valid and no response arrived
     * @throws io.safire.error.TokenStoreException if no token is valid and the store failed
     */
    AccessToken accessToken();

    /**
     * Returns the latest token response with its launch context and identity.
     *
     * @return the stored tokens
     * @throws io.safire.error.SignInRequiredException if the tokens were removed
     * @throws io.safire.error.TokenStoreException if the store failed
     */
    TokenResponse tokens();

    /**
     * Invalidates a token after a resource server responded with 401. After this call, the client no longer returns
     * this token. Concurrent calls for the same token cause a single refresh.
     *
     * @param token the token that the resource server rejected; the call has no effect if the client has already
     *     replaced this token
     */
    void invalidate(AccessToken token);
}
