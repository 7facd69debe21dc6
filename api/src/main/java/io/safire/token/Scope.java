package io.safire.token;

import java.util.List;

/**
 * A single scope: a {@link ResourceScope}, a {@link LaunchScope} or a {@link NamedScope}. The method {@link #covers}
 * compares scopes by meaning, regardless of their syntax; {@code equals} compares the parts of the scopes.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html">SMART App Launch 2.2.0,
 *     scopes and launch context</a>
 * @since 1.0
 */
public sealed interface Scope permits ResourceScope, LaunchScope, NamedScope {

    /**
     * Parses a scope. A scope that SMART App Launch does not define becomes a {@link NamedScope}.
     *
     * @param text the scope, such as {@code patient/Observation.rs}
     * @return the scope
     * @throws IllegalArgumentException if the text has a character that RFC 6749 does not allow
     */
    static Scope parse(String text) {
        return ScopeParser.parse(text);
    }

    /**
     * Parses a scope in its URI form.
     *
     * @param uri the URI, such as {@code http://smarthealthit.org/fhir/scopes/patient/*.r}
     * @return the scope without the prefix of SMART or OpenID Connect. The scope of a URI with a different prefix is
     *     the unchanged URI
     * @throws IllegalArgumentException if the URI has a character that RFC 6749 does not allow
     */
    static Scope ofUri(String uri) {
        return ScopeUri.parse(uri);
    }

    /** {@return the scope as it is sent, such as {@code patient/Observation.rs}} */
    String value();

    /**
     * {@return the scope in its URI form, such as {@code http://smarthealthit.org/fhir/scopes/patient/*.r}; a scope
     * that is already a URI is returned unchanged} The OpenID Connect scopes {@code openid}, {@code profile},
     * {@code email}, {@code address} and {@code phone} have the prefix of OpenID Connect, and all other scopes have the
     * prefix of SMART.
     *
     * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#appendix-uri-representation-of-scopes">
     *     SMART App Launch 2.2.0, URI representation of scopes</a>
     */
    default String uri() {
        return ScopeUri.toUri(this);
    }

    /**
     * Returns whether this scope grants everything that the other scope grants.
     *
     * @param other the other scope
     * @return true if this scope grants the same or more; for example, {@code patient/*.read} covers
     *     {@code patient/Observation.rs}
     */
    default boolean covers(Scope other) {
        return ScopeIndex.of(List.of(this)).findUncovered(other).isEmpty();
    }
}
