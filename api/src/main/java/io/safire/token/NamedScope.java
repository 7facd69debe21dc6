package io.safire.token;

import static java.util.Objects.requireNonNull;

/**
 * A scope without parts, such as {@code openid}, or any scope that SMART App Launch does not define.
 *
 * @param value the scope as it is sent
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#scopes-for-requesting-identity-data">
 *     SMART App Launch 2.2.0, scopes for identity data</a>
 * @since 1.0
 */
public record NamedScope(String value) implements Scope {

    /** The scope {@code openid}, which requests an ID token. */
    public static final NamedScope OPENID = new NamedScope("openid");

    /** The scope {@code fhirUser}, which requests the FHIR resource of the user in the ID token. */
    public static final NamedScope FHIR_USER = new NamedScope("fhirUser");

    /** The scope {@code profile}, which requests the user's profile claims. */
    public static final NamedScope PROFILE = new NamedScope("profile");

    /**
     * The scope {@code offline_access}, which requests a refresh token that remains valid after the user's session
     * ends.
     */
    public static final NamedScope OFFLINE_ACCESS = new NamedScope("offline_access");

    /** The scope {@code online_access}, which requests a refresh token that remains valid while the user is online. */
    public static final NamedScope ONLINE_ACCESS = new NamedScope("online_access");

    /**
     * Creates a scope.
     *
     * @throws IllegalArgumentException if the value is empty, has a character that RFC 6749 does not allow, or is a
     *     resource scope or a launch scope
     */
    public NamedScope {
        ScopeParser.requireToken(requireNonNull(value, "value"));
        if (ScopeParser.parseStructured(value).isPresent()) {
            throw new IllegalArgumentException(value + " is a resource scope or a launch scope");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
