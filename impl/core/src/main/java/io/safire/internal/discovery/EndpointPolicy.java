package io.safire.internal.discovery;

import io.safire.diagnosis.Failure;
import io.safire.discovery.SmartMetadata;
import io.safire.error.DiscoveryException;
import io.safire.internal.config.EndpointSettings;
import io.safire.internal.config.Origin;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.message.Message;
import io.safire.internal.text.LogSanitizer;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The policy for discovered endpoints that receive an authorization code, token or client assertion. The discovered
 * endpoints must have the same origin, or {@code endpoint-hosts} must list their hosts. The token endpoint must not
 * belong to another configured server. An administrator can permit such a token endpoint with {@code endpoint-hosts}.
 * Without this policy, a foreign endpoint could receive a client assertion, and use the assertion at the token
 * endpoint.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-oauth-rfc7523bis/">draft-ietf-oauth-rfc7523bis</a>
 */
final class EndpointPolicy {

    private final ServerSettings settings;
    private final MixUpDefense mixUpDefense;

    EndpointPolicy(ServerSettings settings, MixUpDefense mixUpDefense) {
        this.settings = settings;
        this.mixUpDefense = mixUpDefense;
    }

    /**
     * @throws DiscoveryException if the policy does not permit this endpoint
     */
    void require(ServerEndpoint endpoint, URI url, SmartMetadata metadata) {
        requireOneOrigin(endpoint, url, metadata);
        requireReachable(endpoint, url);
        requireOwnTokenEndpoint(metadata);
    }

    /**
     * Checks that the authorization code goes to the server to which the browser was sent. The metadata can change
     * between the authorization request and the token request, and a discovered authorization endpoint can belong to
     * another server.
     *
     * @throws DiscoveryException if the endpoints can belong to different servers
     */
    void requireSameServer(URI authorizationEndpoint, URI tokenEndpoint) {
        if (Origin.isSame(authorizationEndpoint, tokenEndpoint)) {
            return;
        }
        EndpointSettings addresses = settings.endpoints();
        if (!tokenEndpoint.equals(addresses.tokenEndpoint())
                && !addresses.urlPolicy().isListed(tokenEndpoint)) {
            throw originMismatch(ServerEndpoint.TOKEN, tokenEndpoint, host(authorizationEndpoint));
        }
        boolean own = authorizationEndpoint.equals(addresses.authorizationEndpoint())
                || addresses.urlPolicy().isRedirectAllowed(addresses.baseUrl(), authorizationEndpoint);
        if (!own) {
            throw originMismatch(ServerEndpoint.AUTHORIZATION, authorizationEndpoint, host(tokenEndpoint));
        }
    }

    /**
     * Checks that a configured endpoint does not receive a client assertion for another server. The metadata determines
     * the audience of the assertion.
     *
     * @throws DiscoveryException if the token endpoint can belong to another server
     */
    void requireAudience(URI receiver, URI tokenEndpoint) {
        if (!settings.endpoints().urlPolicy().isRedirectAllowed(receiver, tokenEndpoint)) {
            throw originMismatch(ServerEndpoint.TOKEN, tokenEndpoint, host(receiver));
        }
    }

    private void requireOneOrigin(ServerEndpoint endpoint, URI url, SmartMetadata metadata) {
        List<URI> references = referenceUrls(metadata);
        if (references.stream()
                .noneMatch(reference -> settings.endpoints().urlPolicy().isRedirectAllowed(reference, url))) {
            List<String> hosts = references.stream().map(EndpointPolicy::host).toList();
            throw originMismatch(endpoint, url, String.join(" or ", hosts));
        }
    }

    private DiscoveryException originMismatch(ServerEndpoint endpoint, URI url, String expected) {
        return exception(
                Message.ENDPOINT_ORIGIN.format(
                        settings.name(),
                        metadataUrl(),
                        endpoint.member(),
                        HttpTransport.withoutQuery(url),
                        host(url),
                        expected,
                        settings.key(Setting.ENDPOINT_HOSTS),
                        settings.key(endpoint.setting())),
                endpoint.member() + " is not on the origin of the authorization server");
    }

    /**
     * Returns the configured endpoints. Without configured endpoints, returns the first existing URL in this order:
     * authorization endpoint, token endpoint, base URL.
     */
    private List<URI> referenceUrls(SmartMetadata metadata) {
        EndpointSettings addresses = settings.endpoints();
        List<URI> configured = Stream.of(addresses.authorizationEndpoint(), addresses.tokenEndpoint())
                .filter(Objects::nonNull)
                .toList();
        return configured.isEmpty()
                ? List.of(metadata.authorizationEndpoint()
                        .or(metadata::tokenEndpoint)
                        .orElse(addresses.baseUrl()))
                : configured;
    }

    /** Metadata must not direct requests to hosts that can be reached only in the local network. */
    private void requireReachable(ServerEndpoint endpoint, URI url) {
        if (!settings.endpoints().isPermittedInMetadata(url)) {
            throw exception(
                    Message.INTERNAL_ENDPOINT.format(
                            settings.name(),
                            metadataUrl(),
                            endpoint.member(),
                            HttpTransport.withoutQuery(url),
                            host(url),
                            settings.key(Setting.ENDPOINT_HOSTS),
                            settings.key(endpoint.setting())),
                    endpoint.member() + " is on an internal host");
        }
    }

    private void requireOwnTokenEndpoint(SmartMetadata metadata) {
        @Nullable URI configured = settings.endpoints().tokenEndpoint();
        Optional<URI> endpoint = configured == null ? metadata.tokenEndpoint() : Optional.empty();
        endpoint.flatMap(url -> mixUpDefense.accept(settings, url)).ifPresent(other -> {
            URI url = endpoint.orElseThrow();
            throw exception(
                    Message.ENDPOINT_OF_OTHER_SERVER.format(
                            settings.name(),
                            metadataUrl(),
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
        return Origin.of(url).map(Origin::authority).map(LogSanitizer::sanitize).orElse("no host");
    }

    private DiscoveryException exception(Failure failure, String description) {
        return new DiscoveryException(failure, metadataUrl(), 0, description);
    }

    private URI metadataUrl() {
        return SmartMetadataLoader.address(settings.endpoints().baseUrl());
    }
}
