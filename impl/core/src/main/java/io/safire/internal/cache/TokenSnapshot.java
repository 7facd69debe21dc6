package io.safire.internal.cache;

import io.safire.token.TokenResponse;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token response with two times in epoch milliseconds.
 *
 * @param receivedAt the time at which the response was received
 * @param usableUntil the time from which the access token must not be returned to callers
 */
public record TokenSnapshot(TokenResponse tokens, long receivedAt, long usableUntil) {

    private static final Duration CONSUMED_RETENTION = Duration.ofHours(1);
    private static final int MAX_LATENCY_DIVISOR = 4;

    /**
     * The server issued the token at an unknown time between the request and the response. Therefore, the duration of
     * the request shortens the lifetime of the token, but at most by a quarter.
     */
    public static TokenSnapshot of(TokenResponse tokens, long requestedAt, long receivedAt) {
        long expiry = tokens.accessToken().expiresAt().toEpochMilli();
        long lifetime = Math.max(0, expiry - receivedAt);
        // a clock that was set back during the request must not extend the lifetime
        long latency = Math.max(0, receivedAt - requestedAt);
        return new TokenSnapshot(tokens, receivedAt, expiry - Math.min(latency, lifetime / MAX_LATENCY_DIVISOR));
    }

    /** Returns the lifetime in milliseconds. */
    public long lifetime() {
        return usableUntil - receivedAt;
    }

    /**
     * Returns a copy with the same times.
     *
     * @param more the result of {@link ManagedTokenRequests#complete}, with the same access token
     */
    public TokenSnapshot withTokens(TokenResponse more) {
        return new TokenSnapshot(more, receivedAt, usableUntil);
    }

    public boolean hasSameAccessToken(TokenSnapshot other) {
        return tokens.accessToken().value().equals(other.tokens.accessToken().value());
    }

    /** Returns true if these stored tokens are usable and differ from the cached token. */
    public boolean isNewerThan(@Nullable CachedToken cached, long time) {
        return time < usableUntil && (cached == null || !cached.snapshot().hasSameAccessToken(this));
    }

    /**
     * Returns the time after which a store may delete these tokens. The lifetime of a refresh token is unknown, so each
     * refresh extends this time by the configured lifetime of user tokens.
     *
     * @param consumed true if the server has rejected the refresh token or may have consumed it
     */
    public Instant storedUntil(Duration lifetime, boolean consumed) {
        Instant expiry = tokens.accessToken().expiresAt();
        if (consumed) {
            // the entry remains for one more hour, so that the user learns why another sign-in is necessary
            return expiry.plus(CONSUMED_RETENTION);
        }
        Instant refreshTokenExpiry = Instant.ofEpochMilli(receivedAt).plus(lifetime);
        return tokens.refreshToken().isPresent() && refreshTokenExpiry.isAfter(expiry) ? refreshTokenExpiry : expiry;
    }

    @Override
    public String toString() {
        return "TokenSnapshot[receivedAt=" + receivedAt + ", usableUntil=" + usableUntil + "]";
    }
}
