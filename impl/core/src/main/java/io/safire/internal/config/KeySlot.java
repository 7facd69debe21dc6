package io.safire.internal.config;

import io.safire.key.KeyState;

/** The states of the client's keys, each with its settings. */
public enum KeySlot {
    ACTIVE(KeyState.ACTIVE, Setting.PRIVATE_KEY, Setting.PRIVATE_KEY_LOCATION, Setting.KID),
    NEXT(KeyState.NEXT, Setting.NEXT_KEY, Setting.NEXT_KEY_LOCATION, Setting.NEXT_KID),
    RETIRING(KeyState.RETIRING, Setting.RETIRING_KEY, Setting.RETIRING_KEY_LOCATION, Setting.RETIRING_KID);

    private final KeyState state;
    private final Setting key;
    private final Setting location;
    private final Setting kid;

    KeySlot(KeyState state, Setting key, Setting location, Setting kid) {
        this.state = state;
        this.key = key;
        this.location = location;
        this.kid = kid;
    }

    public KeyState state() {
        return state;
    }

    public Setting key() {
        return key;
    }

    public Setting location() {
        return location;
    }

    public Setting kid() {
        return kid;
    }
}
