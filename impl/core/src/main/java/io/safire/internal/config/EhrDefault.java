package io.safire.internal.config;

import java.util.function.Predicate;

/**
 * The default of a setting in an EHR profile.
 *
 * @param unlessScope the scope with which the default does not apply; empty if the default always applies
 */
public record EhrDefault(Setting setting, String value, String unlessScope) {

    boolean appliesTo(Predicate<String> hasScope) {
        return unlessScope.isEmpty() || !hasScope.test(unlessScope);
    }

    /** Returns the key and the value as in a configuration. */
    @Override
    public String toString() {
        return setting.key() + "=" + value;
    }
}
