package io.safire.token;

import java.util.List;

/**
 * One scope: {@link ResourceScope}, {@link LaunchScope} or {@link NamedScope}. It is compared by what it means, however it
 * is written, with {@link #covers}; {@code equals} compares its parts.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html">SMART App Launch 2.2.0, scopes
 *     and launch context</a>
 */
public sealed interface Scope permits ResourceScope, LaunchScope, NamedScope {

    /**
     * Reads a scope. What is none of SMART's is kept as it is.
     *
     * @param text such as {@code patient/Observation.rs}
     * @return the scope, a {@link NamedScope} if it has neither the form of a resource scope nor that of a launch scope
     * @throws IllegalArgumentException if it has a character that RFC 6749 does not allow
     */
    static Scope parse(String text) {
        return ScopeReader.read(text);
    }

    /**
     * Reads a scope that is written as a URI.
     *
     * @param uri such as {@code http://smarthealthit.org/fhir/scopes/patient/*.r}
     * @return the scope without its prefix; a URI with another prefix is kept as it is
     * @throws IllegalArgumentException if it has a character that RFC 6749 does not allow
     */
    static Scope ofUri(String uri) {
        return ScopeUri.read(uri);
    }

    /**
     * The scope as it is sent.
     *
     * @return such as {@code patient/Observation.rs}
     */
    String value();

    /**
     * The scope where a URI is needed, with the prefix of SMART or, for a scope that OpenID Connect defines
     * ({@code openid}, {@code profile}, {@code email}, {@code address}, {@code phone}), with that of OpenID Connect.
     *
     * @return such as {@code http://smarthealthit.org/fhir/scopes/patient/*.r}; a scope that is a URI already is kept
     * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#appendix-uri-representation-of-scopes">
     *     SMART App Launch 2.2.0, URI representation of scopes</a>
     */
    default String uri() {
        return ScopeUri.of(this);
    }

    /**
     * Whether who has this scope needs no other one for all that another scope allows.
     *
     * @param other the other scope
     * @return true if it allows the same or more: {@code patient/*.read} covers {@code patient/Observation.rs}
     */
    default boolean covers(Scope other) {
        return Coverage.of(List.of(this)).rest(other).isEmpty();
    }
}
