package io.safire.store;

import java.security.SecureRandom;

/**
 * The versions of entries. The first one of an entry is random, so that an entry which was deleted and kept again does not
 * have the versions of the one before; each later one is higher.
 */
public final class Versions {

    private static final int SPARE_BITS = 2;
    private static final int MOST_AT_ONCE = 1 << 20;

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

    /**
     * The version after another one, higher by chance: where a store tells two who change the same version that both were
     * first, they do not take each other's for their own.
     *
     * @param version the one before
     * @return a higher one
     */
    public long after(long version) {
        return version + 1 + random.nextInt(MOST_AT_ONCE);
    }
}
