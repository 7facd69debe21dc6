package io.safire.internal.event;

import io.safire.internal.http.OpaqueStrings;

/** Identifiers for launches that do not reveal the {@code state}: the first 16 characters of its hash. */
public final class LaunchId {

    private static final int LENGTH = 16;

    private LaunchId() {}

    public static String of(String state) {
        return OpaqueStrings.sha256(state).substring(0, LENGTH);
    }
}
