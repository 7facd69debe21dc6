package io.safire.store;

import java.security.SecureRandom;

/**
 * A generator of entry versions. The first version of an entry is random, so that a deleted entry that is stored again
 * does not reuse versions. Each later version is higher than the previous version.
 */
public final class EntryVersions {

    private static final int SPARE_BITS = 2;
    private static final int MAX_INCREMENT = 1 << 20;

    private final SecureRandom random;

    /**
     * Creates a generator with a source of random numbers for first versions and increments.
     *
     * @param random the random source
     */
    public EntryVersions(SecureRandom random) {
        this.random = random;
    }

    /**
     * Returns the version for a new entry.
     *
     * @return a number from 1 to 2<sup>62</sup>, which leaves room for later versions below {@link Long#MAX_VALUE}
     */
    public long first() {
        return 1 + (random.nextLong() >>> SPARE_BITS);
    }

    /**
     * Returns the version that follows another version. A store may wrongly confirm two concurrent changes of the same
     * version. Because the increment is random, the two new versions almost certainly differ, and neither node mistakes
     * the other node's entry for its own entry.
     *
     * @param version the current version
     * @return a higher version
     */
    public long next(long version) {
        return version + 1 + random.nextInt(MAX_INCREMENT);
    }
}
