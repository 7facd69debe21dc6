package io.safire.internal.discovery;

import io.safire.diagnosis.Failure;
import io.safire.discovery.SmartMetadata;
import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.internal.config.EndpointSettings;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import io.safire.internal.text.JsonValues;
import io.safire.internal.text.LogSanitizer;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A resolver for the endpoints of a server. A configured endpoint takes precedence over a discovered endpoint. Every
 * discovered endpoint must have an https URL.
 */
public final class EndpointResolver {

    private final ServerSettings settings;
    private final SmartMetadataCache metadataCache;
    private final EndpointPolicy policy;
    private final EndpointReader reader;

    public EndpointResolver(ServerSettings settings, SmartMetadataCache metadataCache, MixUpDefense mixUpDefense) {
        this.settings = settings;
        this.metadataCache = metadataCache;
        this.policy = new EndpointPolicy(settings, mixUpDefense);
        this.reader = new EndpointReader(settings);
    }

    /**
     * @return the metadata; empty if both the authorization endpoint and the token endpoint are configured, so that no
     *     discovery is necessary
     */
    public Optional<SmartMetadata> metadata() {
        EndpointSettings addresses = settings.endpoints();
        return addresses.authorizationEndpoint() != null && addresses.tokenEndpoint() != null
                ? Optional.empty()
                : Optional.of(metadataCache.metadata());
    }

    /**
     * Returns the metadata for a flow that sends requests to the token endpoint only. If the token endpoint is
     * configured, this method sends no request.
     */
    public Optional<SmartMetadata> tokenEndpointMetadata() {
        return settings.endpoints().tokenEndpoint() == null ? metadata() : cachedMetadata();
    }

    /**
     * Requests the metadata again if stale metadata may have caused the error: the endpoint may no longer exist, or may
     * not know the client. A configured endpoint does not depend on the metadata.
     */
    public void reportErrorResponse(URI endpoint, int status, String error) {
        boolean significant = status == 404 || status == 410 || error.equals("invalid_client");
        EndpointSettings addresses = settings.endpoints();
        boolean discovered = !endpoint.equals(addresses.tokenEndpoint())
                && !endpoint.equals(addresses.introspectionEndpoint())
                && !endpoint.equals(addresses.revocationEndpoint());
        if (significant && discovered) {
            metadataCache.markWrong();
        }
    }

    /** Returns {@link #metadata()}; empty if discovery fails, so that a caller can use a default. */
    public Optional<SmartMetadata> metadataIfAvailable() {
        try {
            return metadata();
        } catch (DiscoveryException | NetworkException unavailable) {
            return Optional.empty();
        }
    }

    /** Returns cached metadata without sending a request. */
    public Optional<SmartMetadata> cachedMetadata() {
        return metadataCache.lastMetadata();
    }

    /**
     * @throws DiscoveryException if there is no usable authorization endpoint or token endpoint, or if the two
     *     endpoints can belong to different servers
     */
    public URI authorizationEndpoint() {
        return authorizationEndpoint(metadata());
    }

    /**
     * @param metadata the result of {@link #metadata()}
     * @throws DiscoveryException under the same conditions as {@link #authorizationEndpoint()}
     */
    public URI authorizationEndpoint(Optional<SmartMetadata> metadata) {
        URI configured = settings.endpoints().authorizationEndpoint();
        metadata.ifPresent(this::requireS256);
        URI endpoint =
                configured != null ? configured : reader.read(ServerEndpoint.AUTHORIZATION, metadata.orElseThrow());
        // reject a missing or wrong token endpoint before the user signs in
        tokenEndpoint(metadata, Optional.of(endpoint));
        return endpoint;
    }

    /**
     * @param metadata the result of {@link #metadata()}
     * @param issuingEndpoint the endpoint that issued the grant, such as the authorization endpoint; empty if the token
     *     endpoint issued it, or if the endpoint is unknown
     * @throws DiscoveryException if there is no usable endpoint, or if the grant may belong to another server
     */
    public URI tokenEndpoint(Optional<SmartMetadata> metadata, Optional<URI> issuingEndpoint) {
        URI configured = settings.endpoints().tokenEndpoint();
        URI endpoint = configured != null ? configured : discover(ServerEndpoint.TOKEN, metadata.orElseThrow());
        issuingEndpoint.ifPresent(issuing -> policy.requireSameServer(issuing, endpoint));
        return endpoint;
    }

    /**
     * An endpoint and the audience of the client assertions that are sent to it. Both come from the same version of the
     * metadata. Otherwise, a server could change its metadata between two requests, and receive a client assertion for
     * another server.
     */
    public record RequestTarget(URI endpoint, URI audience) {}

    /**
     * @param receiver the introspection endpoint or the revocation endpoint
     * @param withAssertion true if requests contain a client assertion, whose audience is the token endpoint
     */
    public RequestTarget requestTarget(ServerEndpoint receiver, boolean withAssertion) {
        EndpointSettings addresses = settings.endpoints();
        @Nullable
        URI configured = receiver == ServerEndpoint.INTROSPECTION
                ? addresses.introspectionEndpoint()
                : addresses.revocationEndpoint();
        @Nullable URI audience = withAssertion ? addresses.tokenEndpoint() : configured;
        if (configured != null && audience != null) {
            return new RequestTarget(configured, audience);
        }
        SmartMetadata metadata = metadataCache.metadata();
        URI endpoint = configured == null ? discover(receiver, metadata) : configured;
        if (!withAssertion) {
            return new RequestTarget(endpoint, endpoint);
        }
        return new RequestTarget(endpoint, audience == null ? audience(configured, metadata) : audience);
    }

    private URI audience(@Nullable URI receiver, SmartMetadata metadata) {
        URI audience = discover(ServerEndpoint.TOKEN, metadata);
        if (receiver != null) {
            policy.requireAudience(receiver, audience);
        }
        return audience;
    }

    /**
     * @param issuerEndpoint the supplier of {@code end_session_endpoint} in the OpenID configuration of the issuer; it
     *     is called only if the SMART configuration lacks this member
     * @throws DiscoveryException if there is no usable endpoint
     */
    public URI endSessionEndpoint(Supplier<Optional<String>> issuerEndpoint) {
        URI configured = settings.endpoints().endSessionEndpoint();
        if (configured != null) {
            return configured;
        }
        ServerEndpoint endpoint = ServerEndpoint.END_SESSION;
        SmartMetadata metadata = metadataCache.metadata();
        Optional<String> published =
                EndpointReader.isAbsent(endpoint, metadata) ? issuerEndpoint.get() : Optional.empty();
        return discover(
                endpoint,
                published
                        .map(url -> withMember(metadata, endpoint.member(), url))
                        .orElse(metadata));
    }

    private static SmartMetadata withMember(SmartMetadata metadata, String name, String value) {
        JsonObjectBuilder members = JsonValues.object();
        metadata.members().forEach(members::add);
        return new SmartMetadata(metadata.baseUrl(), members.add(name, value).build());
    }

    public URI registrationEndpoint() {
        URI configured = settings.registration().endpoint();
        if (configured != null) {
            return configured;
        }
        SmartMetadata metadata = metadataCache.metadata();
        if (EndpointReader.isAbsent(ServerEndpoint.REGISTRATION, metadata)) {
            throw exception(
                    Message.NO_REGISTRATION_ENDPOINT.format(
                            settings.name(),
                            metadataUrl(),
                            settings.key(Setting.REGISTRATION_ENDPOINT),
                            settings.key(Setting.CLIENT_ID)),
                    "server does not advertise a 'registration_endpoint'");
        }
        return discover(ServerEndpoint.REGISTRATION, metadata);
    }

    /**
     * Rejects metadata whose code challenge methods do not include S256. Metadata without any code challenge method is
     * tolerated, because some servers support PKCE without advertising it.
     */
    private void requireS256(SmartMetadata metadata) {
        List<String> methods = metadata.codeChallengeMethodsSupported();
        if (!methods.isEmpty() && !methods.contains("S256")) {
            throw exception(
                    Message.PLAIN_ONLY.format(
                            settings.name(), metadataUrl(), LogSanitizer.sanitize(String.join(", ", methods))),
                    "code_challenge_methods_supported lacks S256");
        }
    }

    private URI discover(ServerEndpoint endpoint, SmartMetadata metadata) {
        URI url = reader.read(endpoint, metadata);
        policy.require(endpoint, url, metadata);
        return url;
    }

    private DiscoveryException exception(Failure failure, String description) {
        return new DiscoveryException(failure, metadataUrl(), 0, description);
    }

    private URI metadataUrl() {
        return SmartMetadataLoader.address(settings.endpoints().baseUrl());
    }
}
