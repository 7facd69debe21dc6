package io.safire.event;

import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import java.time.Instant;
import java.util.Optional;

/**
 * A summary of a token response for audit logs, with references in place of the tokens.
 *
 * @since 1.0
 */
public interface TokenSummary {

    /**
     * Returns the reference to the access token.
     *
     * @return the reference
     */
    TokenReference accessToken();

    /**
     * Returns the reference to the refresh token.
     *
     * @return the reference; empty if the server issued no refresh token
     */
    Optional<TokenReference> refreshToken();

    /**
     * Returns the granted scopes.
     *
     * @return the scopes
     */
    Scopes scopes();

    /**
     * Returns the time at which the access token expires.
     *
     * @return the time
     */
    Instant expiresAt();

    /**
     * Creates the summary of a token response.
     *
     * @param tokens the token response
     * @return the summary
     */
    static TokenSummary of(TokenResponse tokens) {
        return new TokenSummaryRecord(
                TokenReference.of(tokens.accessToken().value()),
                tokens.refreshToken().map(TokenReference::of),
                tokens.accessToken().scopes(),
                tokens.accessToken().expiresAt());
    }
}
