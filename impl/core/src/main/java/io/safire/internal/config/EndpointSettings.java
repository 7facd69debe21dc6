package io.safire.internal.config;

import static io.safire.internal.config.Setting.AUTHORIZATION_AUDIENCE;
import static io.safire.internal.config.Setting.AUTHORIZATION_ENDPOINT;
import static io.safire.internal.config.Setting.BASE_URL;
import static io.safire.internal.config.Setting.END_SESSION_ENDPOINT;
import static io.safire.internal.config.Setting.INTROSPECTION_ENDPOINT;
import static io.safire.internal.config.Setting.REVOCATION_ENDPOINT;
import static io.safire.internal.config.Setting.TOKEN_ENDPOINT;

import java.net.URI;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The FHIR base URL and the endpoints of a server.
 *
 * @param baseUrl the FHIR base URL, exactly as configured
 * @param audience the parameter {@code aud} of authorization requests; null to use the {@code iss} of the launch or the
 *     base URL
 */
public record EndpointSettings(
        URI baseUrl,
        @Nullable String audience,
        @Nullable URI authorizationEndpoint,
        @Nullable URI tokenEndpoint,
        @Nullable URI introspectionEndpoint,
        @Nullable URI revocationEndpoint,
        @Nullable URI endSessionEndpoint,
        UrlPolicy urlPolicy) {

    private static final Pattern INTERNAL_HOST = Pattern.compile("\\[.*|[0-9.]+|[^.]+\\.?");
    /** Local-network names, reserved by RFC 6761, 6762 and 8375, and {@code internal}, which ICANN reserved in 2024. */
    private static final Pattern LOCAL_NETWORK_HOST =
            Pattern.compile(".+\\.(localhost|local|internal|home\\.arpa)\\.?", Pattern.CASE_INSENSITIVE);

    /**
     * An IP address, a host name without a dot or a local-network name is permitted only if a configured URL or
     * {@code endpoint-hosts} contains it. If the host of the base URL is itself a local-network name, every
     * local-network name is permitted.
     */
    public boolean isPermittedInMetadata(URI url) {
        return isPublic(url.getHost())
                || urlPolicy.isListed(url)
                || Stream.of(baseUrl, authorizationEndpoint, tokenEndpoint)
                        .anyMatch(known -> known != null && url.getHost().equalsIgnoreCase(known.getHost()));
    }

    private boolean isPublic(String host) {
        boolean local = LOCAL_NETWORK_HOST.matcher(host).matches()
                && !LOCAL_NETWORK_HOST.matcher(baseUrl.getHost()).matches();
        return !local && !INTERNAL_HOST.matcher(host).matches();
    }

    /** Returns the settings for a document that belongs to no server, such as the brand bundle of a vendor. */
    static EndpointSettings forDocument(URI url, UrlPolicy rule) {
        return new EndpointSettings(url, null, null, null, null, null, null, rule);
    }

    static EndpointSettings read(SettingParser parser, UrlPolicy rule) {
        URI baseUrl = parser.baseUrl(BASE_URL, rule);
        parser.url(AUTHORIZATION_AUDIENCE, rule);
        return new EndpointSettings(
                baseUrl == null ? URI.create("") : baseUrl,
                parser.text(AUTHORIZATION_AUDIENCE),
                parser.url(AUTHORIZATION_ENDPOINT, rule),
                parser.url(TOKEN_ENDPOINT, rule),
                parser.url(INTROSPECTION_ENDPOINT, rule),
                parser.url(REVOCATION_ENDPOINT, rule),
                parser.url(END_SESSION_ENDPOINT, rule),
                rule);
    }
}
