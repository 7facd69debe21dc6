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
    /** Names of local networks: RFC 6761, 6762 and 8375, and {@code internal}, which ICANN reserved in 2024. */
    private static final Pattern LOCAL =
            Pattern.compile(".+\\.(localhost|local|internal|home\\.arpa)\\.?", Pattern.CASE_INSENSITIVE);

    /**
     * Returns whether metadata may name a host: an IP address, a host name without a dot, or a name of a local network only if
     * a configured URL or {@code endpoint-hosts} has it. A server with a name of a local network may name others.
     */
    public boolean mayBeNamed(URI url) {
        return isPublic(url.getHost())
                || rule.lists(url)
                || Stream.of(baseUrl, authorizationEndpoint, tokenEndpoint)
                        .anyMatch(known -> known != null && url.getHost().equalsIgnoreCase(known.getHost()));
    }

    private boolean isPublic(String host) {
        boolean local = LOCAL.matcher(host).matches()
                && !LOCAL.matcher(baseUrl.getHost()).matches();
        return !local && !INTERNAL.matcher(host).matches();
    }

    /** Of what is no server, such as the bundle of a vendor. */
    static Addresses only(URI url, UrlRule rule) {
        return new Addresses(url, null, null, null, null, null, rule);
    }
}
