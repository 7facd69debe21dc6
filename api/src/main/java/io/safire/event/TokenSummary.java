package io.safire.event;

import static java.util.Objects.requireNonNull;

import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a server granted, without what opens it.
 *
 * @param accessToken stands for the access token
 * @param refreshToken stands for the refresh token; null where there is none
 * @param scopes what was granted
 * @param expiresAt when the access token ends
 */
public record TokenSummary(
        TokenReference accessToken, @Nullable TokenReference refreshToken, Scopes scopes, Instant expiresAt) {

    /** Checks that all parts are there. */
    public TokenSummary {
        requireNonNull(accessToken, "accessToken");
        requireNonNull(scopes, "scopes");
        requireNonNull(expiresAt, "expiresAt");
    }

    /**
     * Sums an answer up.
     *
     * @param tokens the answer
     * @return what may be logged of it
     */
    public static TokenSummary of(TokenResponse tokens) {
        return new TokenSummary(
                TokenReference.of(tokens.accessToken().value()),
                tokens.refreshToken().map(TokenReference::of).orElse(null),
                tokens.accessToken().scopes(),
                tokens.accessToken().expiresAt());
    }
}
