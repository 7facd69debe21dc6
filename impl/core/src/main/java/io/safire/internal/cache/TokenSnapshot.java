package io.safire.internal.cache;

import io.safire.token.TokenResponse;

/**
 * A token response, with the times at which it was received and until which its access token is usable, in epoch
 * milliseconds.
 *
 * @param receivedAt the time at which the response was received
 * @param usableUntil the time from which the access token must not be returned to callers
 */
record TokenSnapshot(TokenResponse tokens, long receivedAt, long usableUntil) {

    private static final int MAX_LATENCY_DIVISOR = 4;

    /**
     * Returns the snapshot of a response. The server issued the token at an unknown time between request and response.
     * Therefore, the duration of the request is subtracted from the lifetime of the token. At most a quarter of the
     * lifetime is subtracted.
     */
    static TokenSnapshot of(TokenResponse tokens, long requestedAt, long receivedAt) {
        long expiry = tokens.accessToken().expiresAt().toEpochMilli();
        long lifetime = Math.max(0, expiry - receivedAt);
        // a clock that was set back during the request must not extend the lifetime
        long latency = Math.max(0, receivedAt - requestedAt);
        return new TokenSnapshot(tokens, receivedAt, expiry - Math.min(latency, lifetime / MAX_LATENCY_DIVISOR));
    }

    /** Returns the lifetime of the access token in milliseconds. */
    long lifetime() {
        return usableUntil - receivedAt;
    }

    /** Returns a copy that contains the completed response. */
    TokenSnapshot withTokens(TokenResponse more) {
        return new TokenSnapshot(more, receivedAt, usableUntil);
    }

    boolean hasSameAccessToken(TokenSnapshot other) {
        return tokens.accessToken().value().equals(other.tokens.accessToken().value());
    }

    @Override
    public String toString() {
        return "TokenSnapshot[receivedAt=" + receivedAt + ", usableUntil=" + usableUntil + "]";
    }
}
