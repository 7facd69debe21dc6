package io.safire.impl.managed;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of one user.
 *
 * @param claim who renews it, null for nobody
 * @param spent whether the refresh token was refused or may have been used, and is not to be sent any more
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
