package io.safire.token;

/**
 * The tokens of one signed-in user or launch, kept and renewed for the application. Safe for use by many threads; all that
 * have the same server and subject share the tokens and their renewal, also on other nodes where the store is shared.
 */
public interface ManagedTokens {

    /**
     * The server that issued the tokens.
     *
     * @return its configured name
     */
    String server();

    /**
     * Whose tokens.
     *
     * @return what the application called the user or launch when it handed the tokens over
     */
    String subject();

    /**
     * A token that is valid now. It is renewed ahead of its end in the background; a caller waits only when none is valid.
     *
     * @return the token
     * @throws io.safire.error.TokenException if none is valid and the server refused to renew it
     * @throws io.safire.error.NetworkException if none is valid and no answer came
     * @throws io.safire.error.ValidationException if the tokens were forgotten; if none is valid and there is no refresh
     *     token, it was refused, or it may have been used by a node that died: the user has to sign in again
     * @throws io.safire.error.TokenStoreException if none is valid and the store does not work
     */
    AccessToken accessToken();

    /**
     * The whole of the last answer, with launch context and identity.
     *
     * @return the tokens as they are kept
     * @throws io.safire.error.ValidationException if they were forgotten
     * @throws io.safire.error.TokenStoreException if the store does not work
     */
    TokenResponse tokens();

    /**
     * Says that a resource server answered 401 to a token. It is not handed out again; however many callers say so, it is
     * renewed once.
     *
     * @param token the token that was refused; one that has been replaced already changes nothing
     */
    void invalidate(AccessToken token);

    /**
     * Removes the tokens from the store without revoking them. To sign a user out, call {@code SmartClient.signOut}, which
     * removes and revokes them.
     *
     * @throws io.safire.error.TokenStoreException if the store does not work
     */
    void forget();
}
