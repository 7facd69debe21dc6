package io.safire.impl.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a server is.
 *
 * @param baseUrl the FHIR base URL, exactly as configured
 * @param issuer what goes out as {@code aud} of an authorization request; null for the address of the launch
 */
public record Addresses(
        URI baseUrl,
        @Nullable String issuer,
        @Nullable URI authorizationEndpoint,
        @Nullable URI tokenEndpoint,
        @Nullable URI introspectionEndpoint,
        @Nullable URI revocationEndpoint,
        UrlRule rule) {

    /** Of what is no server, such as the bundle of a vendor. */
    static Addresses only(URI url, UrlRule rule) {
        return new Addresses(url, null, null, null, null, null, rule);
    }
}
