package io.safire.token;

import static java.util.Objects.requireNonNull;

/**
 * A scope that is a name and nothing more, and every scope of which SMART does not know what it means.
 *
 * @param value the scope
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#scopes-for-requesting-identity-data">
 *     SMART App Launch 2.2.0, scopes for identity data</a>
 */
public record NamedScope(String value) implements Scope {

    /** {@code openid}: an ID token. */
    public static final NamedScope OPENID = new NamedScope("openid");

    /** {@code fhirUser}: the user as a FHIR resource, in the ID token. */
    public static final NamedScope FHIR_USER = new NamedScope("fhirUser");

    /** {@code profile}: the user's profile. */
    public static final NamedScope PROFILE = new NamedScope("profile");

    /** {@code offline_access}: a refresh token that outlives the user's session. */
    public static final NamedScope OFFLINE_ACCESS = new NamedScope("offline_access");

    /** {@code online_access}: a refresh token for as long as the user is there. */
    public static final NamedScope ONLINE_ACCESS = new NamedScope("online_access");

    /**
     * Checks the characters.
     *
     * @throws IllegalArgumentException if it is empty, has a character that RFC 6749 does not allow, or is a resource scope
     *     or a launch scope
     */
    public NamedScope {
        ScopeReader.requireToken(requireNonNull(value, "value"));
        if (ScopeReader.formed(value).isPresent()) {
            throw new IllegalArgumentException(value + " is more than a name");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
