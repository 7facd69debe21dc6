package io.safire.event;

import static java.util.Objects.requireNonNull;

import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A summary of a token response for audit logs, with references in place of the tokens.
 *
 * @param accessToken the reference of the access token
 * @param refreshToken the reference of the refresh token; null if the server issued no refresh token
 * @param scopes the granted scopes
 * @param expiresAt the time at which the access token expires
 * @since 1.0
 */
public record TokenSummary(
        TokenReference accessToken, @Nullable TokenReference refreshToken, Scopes scopes, Instant expiresAt) {

    public TokenSummary {
        requireNonNull(accessToken, "accessToken");
        requireNonNull(scopes, "scopes");
        requireNonNull(expiresAt, "expiresAt");
    }

    /**
     * Creates the summary of a token response.
     *
     * @param tokens the token response
     * @return the summary
     */
    public static TokenSummary of(TokenResponse tokens) {
        return new TokenSummary(
                TokenReference.of(tokens.accessToken().value()),
                tokens.refreshToken().map(TokenReference::of).orElse(null),
                tokens.accessToken().scopes(),
                tokens.accessToken().expiresAt());
    }
}
