package io.safire.impl.event;

import io.safire.impl.transport.Opaque;

/** Identifies a launch without telling its state. */
public final class LaunchId {

    private static final int LENGTH = 16;

    private LaunchId() {}

    public static String of(String state) {
        return Opaque.hash(state).substring(0, LENGTH);
    }
}
