package io.safire.token;

import java.util.Set;

/** The conversion between scopes and their URI form. */
final class ScopeUri {

    private static final String SMART_PREFIX = "http://smarthealthit.org/fhir/scopes/";
    private static final String OPENID_PREFIX = "http://openid.net/specs/openid-connect-core-1_0#";
    /**
     * The scopes that OpenID Connect defines. The set does not contain {@code offline_access}, because SMART App Launch
     * also defines this scope.
     */
    private static final Set<String> OPENID_SCOPES = Set.of("openid", "profile", "email", "address", "phone");

    private ScopeUri() {}

    static String toUri(Scope scope) {
        String value = scope.value();
        if (scope instanceof NamedScope && value.matches("[A-Za-z][A-Za-z0-9+.-]*:.*")) {
            return value;
        }
        return (scope instanceof NamedScope && OPENID_SCOPES.contains(value) ? OPENID_PREFIX : SMART_PREFIX) + value;
    }

    static Scope parse(String uri) {
        if (uri.startsWith(SMART_PREFIX)) {
            return Scope.parse(uri.substring(SMART_PREFIX.length()));
        }
        return Scope.parse(uri.startsWith(OPENID_PREFIX) ? uri.substring(OPENID_PREFIX.length()) : uri);
    }
}
