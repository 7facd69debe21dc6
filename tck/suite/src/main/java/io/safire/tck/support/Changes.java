package io.safire.tck.support;

import java.util.HashSet;
import java.util.Set;

/**
 * Settings of one server that a test changes while the application runs. They are system properties, which come before those of
 * the archive.
 */
public final class Changes implements AutoCloseable {

    private final String prefix;
    private final Set<String> changed = new HashSet<>();

    private Changes(String prefix) {
        this.prefix = prefix;
    }

    /**
     * No changes yet.
     *
     * @param server the name of the server
     * @return changes that are taken back when they are closed
     */
    public static Changes of(String server) {
        return new Changes("safire." + server + ".");
    }

    /**
     * Changes a setting.
     *
     * @param key its key
     * @param value what it is from now on
     */
    public void set(String key, String value) {
        KnownSecrets.note(KnownSecrets.of(prefix + key, value));
        changed.add(prefix + key);
        System.setProperty(prefix + key, value);
    }

    /**
     * Takes a change back.
     *
     * @param keys of the settings
     */
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
