package io.safire.impl.config;

import java.net.URI;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

    private static final Pattern INTERNAL = Pattern.compile("\\[.*|[0-9.]+|[^.]+\\.?");

    /**
     * Returns whether metadata may name a host: an IP address, or a host name without a dot, only if a configured URL or
     * {@code endpoint-hosts} has it.
     */
    public boolean mayBeNamed(URI url) {
        return !INTERNAL.matcher(url.getHost()).matches()
                || rule.lists(url)
                || Stream.of(baseUrl, authorizationEndpoint, tokenEndpoint)
                        .anyMatch(known -> known != null && url.getHost().equalsIgnoreCase(known.getHost()));
    }

    /** Of what is no server, such as the bundle of a vendor. */
    static Addresses only(URI url, UrlRule rule) {
        return new Addresses(url, null, null, null, null, null, rule);
    }
}
