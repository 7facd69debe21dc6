package io.safire.store;

import java.security.SecureRandom;

/**
 * The versions of entries. The first one of an entry is random, so that an entry which was deleted and kept again does not
 * have the versions of the one before; each later one is higher by one.
 */
public final class Versions {

    private static final int SPARE_BITS = 2;

    private final SecureRandom random;

    /**
     * Makes versions.
     *
     * @param random where the first ones come from
     */
    public Versions(SecureRandom random) {
        this.random = random;
    }

    /**
     * The version of an entry where none was.
     *
     * @return 1 or more, and so much below the highest number that a version is never above it
     */
    public long first() {
        return 1 + (random.nextLong() >>> SPARE_BITS);
    }
}
