package io.safire.impl.config;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What ID tokens and authorization responses are compared with.
 *
 * @param issuer the issuer, in place of the discovered one
 * @param callbackIssuer the {@code iss} of authorization responses, in place of the issuer
 * @param jwksUri the address of the issuer's keys, in place of the discovered one
 * @param fhirUserHosts further hosts on which a user may be, in lower case, with a port where it is not the usual one
 */
public record IdentitySettings(
        @Nullable String issuer,
        @Nullable String callbackIssuer,
        @Nullable URI jwksUri,
        Set<String> fhirUserHosts) {

    /** Returns whether the settings name an issuer. */
    public boolean names(String other) {
        return other.equals(issuer) || other.equals(callbackIssuer);
    }
}
