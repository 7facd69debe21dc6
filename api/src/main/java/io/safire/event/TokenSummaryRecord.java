package io.safire.event;

import io.safire.token.Scopes;
import java.time.Instant;
import java.util.Optional;

record TokenSummaryRecord(
        TokenReference accessToken, Optional<TokenReference> refreshToken, Scopes scopes, Instant expiresAt)
        implements TokenSummary {

    @Override
    public String toString() {
        return "TokenSummary[accessToken=" + accessToken + ", refreshToken=" + refreshToken.orElse(null) + ", scopes="
                + scopes + ", expiresAt=" + expiresAt + "]";
    }
}
