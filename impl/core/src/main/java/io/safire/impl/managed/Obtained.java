package io.safire.impl.managed;

import io.safire.token.TokenResponse;

/**
 * Tokens and when they can be used, in milliseconds of the clock.
 *
 * @param at when they came
 * @param usableUntil when the access token must not be handed out any more
 */
record Obtained(TokenResponse tokens, long at, long usableUntil) {

    private static final int MOST_OF_THE_LIFE = 4;

    /**
     * What an answer brought. The life of a token began somewhere on the way: what the way took is taken off it, a quarter
     * of it at the most.
     */
    static Obtained of(TokenResponse tokens, long asked, long answered) {
        long expiry = tokens.accessToken().expiresAt().toEpochMilli();
        long life = Math.max(0, expiry - answered);
        // a clock that was set back on the way must not lengthen the life
        long way = Math.max(0, answered - asked);
        return new Obtained(tokens, answered, expiry - Math.min(way, life / MOST_OF_THE_LIFE));
    }

    /** The same with more that is known of them. */
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
