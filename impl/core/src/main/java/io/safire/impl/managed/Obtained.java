package io.safire.impl.managed;

import io.safire.token.TokenResponse;

/**
 * A token response with the times of its use, in epoch milliseconds.
 *
 * @param at the time at which the response was received
 * @param usableUntil the time from which the access token must not be returned to callers
 */
record Obtained(TokenResponse tokens, long at, long usableUntil) {

    private static final int MOST_OF_THE_LIFE = 4;

    /**
     * Returns the snapshot of a response. The server issued the token at an unknown time between request and response. The
     * duration of the request is therefore subtracted from the lifetime, but at most a quarter of the lifetime.
     */
    static Obtained of(TokenResponse tokens, long asked, long answered) {
        long expiry = tokens.accessToken().expiresAt().toEpochMilli();
        long life = Math.max(0, expiry - answered);
        // a clock that was set back during the request must not extend the lifetime
        long way = Math.max(0, answered - asked);
        return new Obtained(tokens, answered, expiry - Math.min(way, life / MOST_OF_THE_LIFE));
    }

    /** Returns a copy with a completed response. */
    Obtained with(TokenResponse more) {
        return new Obtained(more, at, usableUntil);
    }

    boolean isSameAs(Obtained other) {
        return tokens.accessToken().value().equals(other.tokens.accessToken().value());
    }

    @Override
    public String toString() {
        return "Obtained[at=" + at + ", usableUntil=" + usableUntil + "]";
    }
}
