package io.safire.token;

import io.safire.diagnosis.Finding;
import java.util.List;

/**
 * Introspection and revocation of tokens that a server issued.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662">RFC 7662, token introspection</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7009">RFC 7009, token revocation</a>
 * @since 1.0
 */
public interface IssuedTokens {

    /**
     * Introspects an access token at the authorization server. The client authenticates as it does at the token
     * endpoint.
     *
     * @param token the access token to introspect
     * @return the server's response; a token that is unknown, expired or revoked is not active
     * @throws io.safire.error.DiscoveryException if the server publishes no introspection endpoint and the setting
     *     {@code introspection-endpoint} is missing
     * @throws io.safire.error.ValidationException if another server issued the token; in this case, nothing was sent
     * @throws io.safire.error.TokenException if the server rejected the request, or its response lacks {@code active}
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7662">RFC 7662, token introspection</a>
     */
    Introspection introspect(AccessToken token);

    /**
     * Introspects a token of any kind, such as a refresh token or a token that a caller presented to this application.
     *
     * @param token the value of the token
     * @return the server's response; a token that is unknown, expired or revoked is not active
     */
    Introspection introspect(String token);

    /**
     * Introspects a token like {@link #introspect(String)}, but the request contains an access token instead of client
     * authentication. Some servers require an access token for introspection (RFC 7662, section 2.1).
     *
     * @param token the value of the token to introspect
     * @param bearer an access token of this server that permits introspection
     * @return the server's response
     * @throws io.safire.error.ValidationException if another server issued the {@code bearer} token; in this case,
     *     nothing was sent
     */
    Introspection introspect(String token, AccessToken bearer);

    /**
     * Revokes an access token. Revoking an expired or unknown token succeeds (RFC 7009, section 2.2).
     *
     * @param token the access token to revoke
     * @return findings about the response that the client tolerated; usually an empty list
     * @throws io.safire.error.DiscoveryException if the server publishes no revocation endpoint and the setting
     *     {@code revocation-endpoint} is missing
     * @throws io.safire.error.ValidationException if another server issued the token; in this case, nothing was sent
     * @throws io.safire.error.TokenException if the server rejected the request; the error code is
     *     {@code unsupported_token_type} if the server revokes only refresh tokens
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7009">RFC 7009, token revocation</a>
     */
    List<Finding> revoke(AccessToken token);

    /**
     * Revokes a refresh token. Most servers also revoke every access token of the same launch.
     *
     * @param refreshToken the value of the refresh token
     * @return findings about the response that the client tolerated; usually an empty list
     * @throws io.safire.error.TokenException if the server rejected the request
     */
    List<Finding> revokeRefreshToken(String refreshToken);

    /**
     * Revokes all tokens of a response when a user signs out. The client revokes the refresh token first, so that no
     * further access token can be obtained with it. The client then revokes the access token, even if the first
     * revocation failed.
     *
     * @param tokens the token response
     * @return findings about the responses that the client tolerated. If the server revokes only refresh tokens, a
     *     finding reports the remaining access token
     * @throws io.safire.error.TokenException if the server rejected a request
     */
    List<Finding> revoke(TokenResponse tokens);
}
