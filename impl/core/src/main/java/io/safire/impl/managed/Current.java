package io.safire.impl.managed;

import io.safire.token.AccessToken;
import io.safire.token.TokenResponse;

/**
 * A cached token, with the times at which it has to be refreshed and at which it is no longer usable.
 *
 * @param quietUntil the time of the next refresh, in epoch milliseconds; never after {@code usableUntil}
 */
record Current(Obtained obtained, AccessToken token, long usableUntil, long quietUntil) {

    private static final long NEVER = Long.MIN_VALUE;

    static Current of(Obtained obtained, long quietUntil) {
        long usableUntil = obtained.usableUntil();
        return new Current(obtained, obtained.tokens().accessToken(), usableUntil, Math.min(quietUntil, usableUntil));
    }

    TokenResponse tokens() {
        return obtained.tokens();
    }

    Current quietUntil(long time) {
        return new Current(obtained, token, usableUntil, Math.min(time, usableUntil));
    }

    /** Returns an unusable copy, for a token that a resource server rejected. */
    Current refused() {
        return new Current(obtained, token, NEVER, NEVER);
    }

    @Override
    public String toString() {
        return "Current[token=" + token + ", quietUntil=" + quietUntil + "]";
    }
}
