package io.safire.token;

import java.util.Optional;

/**
 * The stored tokens of signed-in users at one server, in the {@link io.safire.spi.TokenStore}.
 *
 * @since 1.0
 */
public interface UserTokens {

    /**
     * Stores the tokens of a signed-in user in the {@link io.safire.spi.TokenStore}. The client then refreshes the
     * tokens when necessary. Earlier tokens under the same subject are replaced, but not revoked.
     *
     * <pre>{@code
     * ManagedTokens user = epic.userTokens().store(sessionId, completed.tokens());
     * AccessToken valid = user.accessToken();
     * }</pre>
     *
     * @param subject the application's identifier of the user or launch, such as a session identifier. The subject
     *     gives access to the tokens, so it must be unguessable
     * @param tokens a response of the server. If it contains a refresh token, do not use the refresh token elsewhere
     *     after this call
     * @return the stored tokens
     * @throws io.safire.error.ValidationException if the subject is blank or another server issued the tokens
     * @throws io.safire.error.TokenStoreException if the store failed
     * @throws io.safire.error.ConfigurationException if the application has its own store and {@code store-key} is
     *     missing
     */
    ManagedTokens store(String subject, TokenResponse tokens);

    /**
     * Finds the tokens that are stored under a subject. With a shared store, this method also finds tokens that another node stored, or that this node stored before a restart. As long as this node has cached a valid access token of the subject, this method does not read
     * the store, and therefore does not notice that another node has removed the tokens.
     *
     * @param subject the application's identifier of the user or launch
     * @return the tokens; empty if the store has no tokens under this subject, or if the stored entry cannot be
     *     decrypted
     * @throws io.safire.error.ValidationException if the subject is blank
     * @throws io.safire.error.TokenStoreException if the store failed
     * @throws io.safire.error.ConfigurationException if the application has its own store and {@code store-key} is
     *     missing
     */
    Optional<ManagedTokens> find(String subject);

    /**
     * Removes the tokens under a subject without revoking them. The server accepts removed tokens until they expire; to
     * end a session, use {@link #signOut}. If no tokens are stored under the subject, this method has no effect.
     *
     * @param subject the subject under which the tokens were stored
     * @throws io.safire.error.ValidationException if the subject is blank
     * @throws io.safire.error.TokenStoreException if the store failed. The store may still contain the entry, but this
     *     node no longer returns the tokens
     */
    void remove(String subject);

    /**
     * Signs a user out. This method removes the stored tokens in one step, and then revokes the refresh token and the
     * access token. With a shared store, any node can sign a user out. If a refresh of these tokens is in progress, the
     * node that refreshes revokes the new tokens instead of storing them.
     *
     * <pre>{@code
     * epic.userTokens().signOut(sessionId);
     * }</pre>
     *
     * <p>After this call, this node returns none of the user's tokens, even if the server does not respond.
     *
     * <p>The user may still have a session at the server. If {@code post-logout-redirect-uri} is set, the result
     * contains the URL that ends this session.
     *
     * @param subject the subject under which the tokens were stored
     * @return what did not succeed, and the URL that ends the session at the server
     * @throws io.safire.error.ValidationException if the subject is blank
     * @throws io.safire.error.TokenStoreException if the store failed. The store may still contain the entry, so call
     *     this method again. The tokens that this method could read are revoked
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7009">RFC 7009, token revocation</a>
     */
    SignOut signOut(String subject);
}
