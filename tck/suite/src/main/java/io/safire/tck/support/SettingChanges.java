package io.safire.tck.support;

import java.util.HashSet;
import java.util.Set;

/**
 * Settings of one server that a test changes while the application runs. The changes are system properties, which take
 * precedence over the settings of the archive.
 */
public final class SettingChanges implements AutoCloseable {

    private final String prefix;
    private final Set<String> changed = new HashSet<>();

    private SettingChanges(String prefix) {
        this.prefix = prefix;
    }

    /** Returns an empty set of changes for a server. Closing the returned object reverts all changes. */
    public static SettingChanges of(String server) {
        return new SettingChanges("safire." + server + ".");
    }

    /**
     * Changes a setting.
     *
     * @param key the key without the prefix of the server
     * @param value the new value
     */
    public void set(String key, String value) {
        KnownSecrets.record(KnownSecrets.secretLines(prefix + key, value));
        changed.add(prefix + key);
        System.setProperty(prefix + key, value);
    }

    /** Reverts the changes of some keys. */
    public void unset(String... keys) {
        for (String key : keys) {
            System.clearProperty(prefix + key);
        }
    }

    @Override
    public void close() {
        changed.forEach(System::clearProperty);
    }
}
