package io.safire.token;

import java.util.Locale;

/**
 * The level of a resource scope: the context to which the scope limits access.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#patient-specific-scopes">SMART
 *     App Launch 2.2.0, patient-specific, user-level and system-level scopes</a>
 * @since 1.0
 */
public enum AccessLevel {
    /** The level {@code patient/}: data of the patient in the launch context. */
    PATIENT,
    /** The level {@code user/}: data that the user may access. */
    USER,
    /** The level {@code system/}: data that the application itself may access, without a user. */
    SYSTEM;

    /**
     * Returns the level as it appears in a scope.
     *
     * @return {@code patient}, {@code user} or {@code system}
     */
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }
}
