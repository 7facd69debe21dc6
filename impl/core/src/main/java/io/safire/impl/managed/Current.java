package io.safire.impl.managed;

import io.safire.token.AccessToken;
import io.safire.token.TokenResponse;

/**
 * What is handed out at present, and until when there is nothing else to do than to hand it out.
 *
 * @param quietUntil from when on something has to be done about it; never later than it can be used
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

    /** The same after a resource server refused the token. */
    Current refused() {
        return new Current(obtained, token, NEVER, NEVER);
    }

    @Override
    public String toString() {
        return "Current[token=" + token + ", quietUntil=" + quietUntil + "]";
    }
}
