package io.safire.internal.cache;

import io.safire.token.AccessToken;
import io.safire.token.TokenResponse;

/**
 * A cached token, with the time at which it must be refreshed and the time at which it is no longer usable.
 *
 * @param refreshAfter the time of the next refresh, in epoch milliseconds; never after {@code usableUntil}
 */
public record CachedToken(TokenSnapshot snapshot, AccessToken token, long usableUntil, long refreshAfter) {

    private static final long NEVER = Long.MIN_VALUE;

    public static CachedToken of(TokenSnapshot snapshot, long refreshAfter) {
        long usableUntil = snapshot.usableUntil();
        return new CachedToken(
                snapshot, snapshot.tokens().accessToken(), usableUntil, Math.min(refreshAfter, usableUntil));
    }

    public TokenResponse tokens() {
        return snapshot.tokens();
    }

    public CachedToken refreshAfter(long time) {
        return new CachedToken(snapshot, token, usableUntil, Math.min(time, usableUntil));
    }

    /** Returns a copy for a token that a resource server rejected. */
    public CachedToken asUnusable() {
        return new CachedToken(snapshot, token, NEVER, NEVER);
    }

    @Override
    public String toString() {
        return "CachedToken[token=" + token + ", refreshAfter=" + refreshAfter + "]";
    }
}
