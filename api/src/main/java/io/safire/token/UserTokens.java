package io.safire.token;

import io.safire.diagnosis.Finding;
import java.util.List;
import java.util.Optional;

/**
 * The stored tokens of signed-in users at one server, in the {@link io.safire.spi.TokenStore}.
 *
 * @since 1.0
 */
public interface UserTokens {

    /**
     * Stores the tokens of a signed-in user in the {@link io.safire.spi.TokenStore}, which all nodes of the application
     * share. From this call on, the client refreshes the tokens when necessary. The tokens replace earlier tokens under
     * the same subject, without revoking the earlier tokens.
     *
     * <pre>{@code
     * ManagedTokens user = epic.userTokens().store(sessionId, completed.tokens());
     * AccessToken valid = user.accessToken();
     * }</pre>
     *
     * @param subject the application's identifier of the user or launch, such as a session identifier. The subject
     *     gives access to the tokens, so it must be unguessable
     * @param tokens a response of the server, with or without a refresh token; do not use this refresh token elsewhere
     *     after this call
     * @return the stored tokens
     * @throws io.safire.error.ValidationException if the subject is blank or another server issued the tokens
     * @throws io.safire.error.TokenStoreException if the store failed
     * @throws io.safire.error.ConfigurationException if the application has its own store and {@code store-key} is
     *     missing
     */
    ManagedTokens store(String subject, TokenResponse tokens);

    /**
     * Finds the tokens that are stored under a subject. This node or another node may have stored them, even before a
     * restart.
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
     * end a session, use {@link #signOut}. Removing tokens that are not stored has no effect.
     *
     * @param subject the subject under which the tokens were stored
     * @throws io.safire.error.ValidationException if the subject is blank
     * @throws io.safire.error.TokenStoreException if the store failed and may still contain the entry; even so, this
     *     node no longer returns the tokens
     */
    void remove(String subject);

    /**
     * Signs a user out. This method removes the stored tokens in one step, and then revokes the refresh token and the
     * access token. This node can sign a user out even if another node stored the tokens. Signing out also supersedes a
     * refresh in progress on any node. The node that receives the response of the superseded refresh revokes the new
     * tokens and does not store them.
     *
     * <pre>{@code
     * epic.userTokens().signOut(sessionId);
     * }</pre>
     *
     * <p>After this call, this node returns none of the user's tokens, even if the server does not respond.
     *
     * @param subject the subject under which the tokens were stored
     * @return a finding for each token that was not revoked (member {@code refresh_token} or {@code access_token}) and
     *     for each tolerated deviation of the server; empty if there is nothing to report
     * @throws io.safire.error.ValidationException if the subject is blank
     * @throws io.safire.error.TokenStoreException if the store failed and may still contain the entry. In this case,
     *     this method has revoked the tokens that it could read. Call this method again
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7009">RFC 7009, token revocation</a>
     */
    List<Finding> signOut(String subject);
}
