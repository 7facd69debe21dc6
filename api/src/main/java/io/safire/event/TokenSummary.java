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

    /** {@return the reference to the access token} */
    TokenReference accessToken();

    /** {@return the reference to the refresh token; empty if the server issued no refresh token} */
    Optional<TokenReference> refreshToken();

    /** {@return the granted scopes} */
    Scopes scopes();

    /** {@return the time at which the access token expires} */
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
