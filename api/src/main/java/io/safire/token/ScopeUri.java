package io.safire.token;

import java.util.Set;

/** The conversion between scopes and their URI form. */
final class ScopeUri {

    private static final String SMART = "http://smarthealthit.org/fhir/scopes/";
    private static final String OPENID = "http://openid.net/specs/openid-connect-core-1_0#";
    /**
     * Scopes of OpenID Connect. The scope {@code offline_access} is missing, because SMART App Launch defines it too.
     */
    private static final Set<String> OF_OPENID = Set.of("openid", "profile", "email", "address", "phone");

    private ScopeUri() {}

    static String of(Scope scope) {
        String value = scope.value();
        if (scope instanceof NamedScope && value.matches("[A-Za-z][A-Za-z0-9+.-]*:.*")) {
            return value;
        }
        return (scope instanceof NamedScope && OF_OPENID.contains(value) ? OPENID : SMART) + value;
    }

    static Scope read(String uri) {
        if (uri.startsWith(SMART)) {
            return Scope.parse(uri.substring(SMART.length()));
        }
        return Scope.parse(uri.startsWith(OPENID) ? uri.substring(OPENID.length()) : uri);
    }
}
