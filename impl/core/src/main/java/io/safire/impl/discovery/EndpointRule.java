package io.safire.impl.discovery;

import io.safire.discovery.SmartMetadata;
import io.safire.error.DiscoveryException;
import io.safire.impl.config.Addresses;
import io.safire.impl.config.Origin;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.message.Message;
import io.safire.impl.transport.HttpTransport;
import io.safire.impl.transport.Printable;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The policy for discovered endpoints that receive an authorization code, token or client assertion. They must be on
 * one origin, and the token endpoint must not belong to another configured server. Otherwise, another receiver could
 * use a client assertion at the token endpoint, which is its audience.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-oauth-rfc7523bis/">draft-ietf-oauth-rfc7523bis</a>
 */
final class EndpointRule {

    private final ServerSettings settings;
    private final Authorities authorities;

    EndpointRule(ServerSettings settings, Authorities authorities) {
        this.settings = settings;
        this.authorities = authorities;
    }

    /**
     * Validates a discovered endpoint.
     *
     * @param field the member of the metadata that contains it
     * @throws DiscoveryException if the metadata must not name this endpoint
     */
    void require(String field, Setting setting, URI url, SmartMetadata metadata) {
        requireOneOrigin(field, setting, url, metadata);
        requireReachable(field, setting, url);
        requireOwnTokenEndpoint(metadata);
    }

    /**
     * Checks that the authorization code is sent to the server to which the browser was sent. The metadata can have
     * changed in between, and a configured token endpoint does not validate a discovered authorization endpoint.
     *
     * @throws DiscoveryException if the endpoints can belong to different servers
     */
    void requireOneAuthority(URI authorizationEndpoint, URI tokenEndpoint) {
        if (Origin.same(authorizationEndpoint, tokenEndpoint)) {
            return;
        }
        Addresses addresses = settings.addresses();
        if (!tokenEndpoint.equals(addresses.tokenEndpoint())
                && !addresses.rule().lists(tokenEndpoint)) {
            throw elsewhere("token_endpoint", Setting.TOKEN_ENDPOINT, tokenEndpoint, host(authorizationEndpoint));
        }
        boolean own = authorizationEndpoint.equals(addresses.authorizationEndpoint())
                || addresses.rule().allowsRedirect(addresses.baseUrl(), authorizationEndpoint);
        if (!own) {
            throw elsewhere(
                    "authorization_endpoint",
                    Setting.AUTHORIZATION_ENDPOINT,
                    authorizationEndpoint,
                    host(tokenEndpoint));
        }
    }

    /**
     * Checks that a configured endpoint does not receive a client assertion for another server: the metadata determines
     * its audience.
     *
     * @throws DiscoveryException if the token endpoint can belong to another server
     */
    void requireAudience(URI receiver, URI tokenEndpoint) {
        if (!settings.addresses().rule().allowsRedirect(receiver, tokenEndpoint)) {
            throw elsewhere("token_endpoint", Setting.TOKEN_ENDPOINT, tokenEndpoint, host(receiver));
        }
    }

    private void requireOneOrigin(String field, Setting setting, URI url, SmartMetadata metadata) {
        List<URI> anchors = anchors(metadata);
        if (anchors.stream().noneMatch(anchor -> settings.addresses().rule().allowsRedirect(anchor, url))) {
            List<String> hosts = anchors.stream().map(EndpointRule::host).toList();
            throw elsewhere(field, setting, url, String.join(" or ", hosts));
        }
    }

    private DiscoveryException elsewhere(String field, Setting setting, URI url, String expected) {
        return exception(
                Message.ENDPOINT_ORIGIN.of(
                        settings.name(),
                        where(),
                        field,
                        HttpTransport.withoutQuery(url),
                        host(url),
                        expected,
                        settings.key(Setting.ENDPOINT_HOSTS),
                        settings.key(setting)),
                field + " is not on the origin of the authorization server");
    }

    /** Returns the configured endpoints; otherwise the first of authorization endpoint, token endpoint and base URL. */
    private List<URI> anchors(SmartMetadata metadata) {
        Addresses addresses = settings.addresses();
        List<URI> configured = Stream.of(addresses.authorizationEndpoint(), addresses.tokenEndpoint())
                .filter(Objects::nonNull)
                .toList();
        return configured.isEmpty()
                ? List.of(metadata.authorizationEndpoint()
                        .or(metadata::tokenEndpoint)
                        .orElse(addresses.baseUrl()))
                : configured;
    }

    /** Rejects internal hosts: metadata must not direct requests to hosts that only the local network can reach. */
    private void requireReachable(String field, Setting setting, URI url) {
        if (!settings.addresses().mayBeNamed(url)) {
            throw exception(
                    Message.INTERNAL_ENDPOINT.of(
                            settings.name(),
                            where(),
                            field,
                            HttpTransport.withoutQuery(url),
                            host(url),
                            settings.key(Setting.ENDPOINT_HOSTS),
                            settings.key(setting)),
                    field + " is on an internal host");
        }
    }

    private void requireOwnTokenEndpoint(SmartMetadata metadata) {
        @Nullable URI configured = settings.addresses().tokenEndpoint();
        Optional<URI> endpoint = configured == null ? metadata.tokenEndpoint() : Optional.empty();
        endpoint.flatMap(url -> authorities.accept(settings, url)).ifPresent(other -> {
            URI url = endpoint.orElseThrow();
            throw exception(
                    Message.ENDPOINT_OF_ANOTHER.of(
                            settings.name(),
                            where(),
                            "token_endpoint",
                            HttpTransport.withoutQuery(url),
                            host(url),
                            other,
                            settings.key(Setting.ENDPOINT_HOSTS),
                            settings.key(Setting.TOKEN_ENDPOINT)),
                    "token_endpoint belongs to another server");
        });
    }

    private static String host(URI url) {
        return Origin.of(url).map(Origin::authority).map(Printable::of).orElse("no host");
    }

    private DiscoveryException exception(String message, String description) {
        return new DiscoveryException(settings.name(), message, where(), 0, description);
    }

    private URI where() {
        return MetadataSource.address(settings.addresses().baseUrl());
    }
}
