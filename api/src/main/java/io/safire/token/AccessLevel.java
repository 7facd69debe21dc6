package io.safire.token;

import java.util.Locale;

/**
 * Whose data a resource scope is about.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#patient-specific-scopes">SMART
 *     App Launch 2.2.0, patient-specific, user-level and system-level scopes</a>
 */
public enum AccessLevel {
    /** {@code patient/}: the patient of the launch. */
    PATIENT,
    /** {@code user/}: what the user may see. */
    USER,
    /** {@code system/}: what the application itself may see. */
    SYSTEM;

    /**
     * The level as scopes write it.
     *
     * @return {@code patient}, {@code user} or {@code system}
     */
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }
}
