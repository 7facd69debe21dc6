package io.safire.internal.event;

import io.safire.internal.text.OpaqueStrings;

/**
 * A factory of identifiers for launches. The identifier is the first 16 characters of the hash of the {@code state},
 * and therefore does not reveal the {@code state}.
 */
public final class LaunchId {

    private static final int LENGTH = 16;

    private LaunchId() {}

    public static String of(String state) {
        return OpaqueStrings.sha256(state).substring(0, LENGTH);
    }
}
