package io.safire.impl.managed;

import org.jspecify.annotations.Nullable;

/**
 * The tokens of one user, as stored.
 *
 * @param claim the lease of the node that refreshes the tokens; null if no refresh is in progress
 * @param spent whether the server rejected or may have consumed the refresh token, so that no node may send it again
 */
record KeptContent(Obtained obtained, @Nullable Claim claim, boolean spent) {

    static KeptContent of(Obtained obtained) {
        return new KeptContent(obtained, null, false);
    }

    KeptContent with(Claim other) {
        return new KeptContent(obtained, other, spent);
    }

    KeptContent released() {
        return new KeptContent(obtained, null, spent);
    }

    KeptContent asSpent() {
        return new KeptContent(obtained, null, true);
    }

    boolean renewable() {
        return !spent && obtained.tokens().refreshToken().isPresent();
    }
}
