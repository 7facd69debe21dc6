package io.safire.internal.config;

import io.safire.key.KeyState;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** The settings of one key of the client, for each {@link KeyState}. */
public enum KeySlot {
    ACTIVE(
            KeyState.ACTIVE,
            Setting.PRIVATE_KEY,
            Setting.PRIVATE_KEY_LOCATION,
            Setting.PRIVATE_KEY_PASSWORD,
            Setting.PRIVATE_KEY_ALIAS,
            Setting.KID),
    NEXT(
            KeyState.NEXT,
            Setting.NEXT_KEY,
            Setting.NEXT_KEY_LOCATION,
            Setting.NEXT_KEY_PASSWORD,
            Setting.NEXT_KEY_ALIAS,
            Setting.NEXT_KID),
    RETIRING(
            KeyState.RETIRING,
            Setting.RETIRING_KEY,
            Setting.RETIRING_KEY_LOCATION,
            Setting.RETIRING_KEY_PASSWORD,
            Setting.RETIRING_KEY_ALIAS,
            Setting.RETIRING_KID);

    private final KeyState state;
    private final Setting keySetting;
    private final Setting locationSetting;
    private final Setting passwordSetting;
    private final Setting aliasSetting;
    private final Setting kidSetting;

    KeySlot(KeyState state, Setting key, Setting location, Setting password, Setting alias, Setting kid) {
        this.state = state;
        this.keySetting = key;
        this.locationSetting = location;
        this.passwordSetting = password;
        this.aliasSetting = alias;
        this.kidSetting = kid;
    }

    public static KeySlot of(KeyState state) {
        return Arrays.stream(values())
                .filter(slot -> slot.state == state)
                .findFirst()
                .orElseThrow();
    }

    static Optional<Setting> locationOf(Setting key) {
        return Arrays.stream(values())
                .filter(slot -> slot.keySetting == key)
                .map(KeySlot::locationSetting)
                .findFirst();
    }

    Stream<Setting> settings() {
        return Stream.of(keySetting, locationSetting, passwordSetting, aliasSetting, kidSetting);
    }

    public KeyState state() {
        return state;
    }

    public Setting keySetting() {
        return keySetting;
    }

    public Setting locationSetting() {
        return locationSetting;
    }

    public Setting passwordSetting() {
        return passwordSetting;
    }

    public Setting aliasSetting() {
        return aliasSetting;
    }

    public Setting kidSetting() {
        return kidSetting;
    }
}
