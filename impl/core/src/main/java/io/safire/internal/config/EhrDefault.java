package io.safire.internal.config;

import java.util.function.Predicate;

/**
 * The default of a setting in an EHR profile.
 *
 * @param unlessScope the scope of the clients to which the default does not apply; empty if it applies to all clients
 */
public record EhrDefault(Setting setting, String value, String unlessScope) {

    boolean appliesTo(Predicate<String> hasScope) {
        return unlessScope.isEmpty() || !hasScope.test(unlessScope);
    }

    /** Returns a line of a properties file. */
    @Override
    public String toString() {
        return setting.key() + "=" + value;
    }
}
