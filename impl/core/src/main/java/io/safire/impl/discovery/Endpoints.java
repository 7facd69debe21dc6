package io.safire.impl.discovery;

import io.safire.discovery.SmartMetadata;
import io.safire.error.DiscoveryException;
import io.safire.impl.config.Addresses;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.message.Message;
import io.safire.impl.transport.HttpTransport;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A resolver for the endpoints of a server. A configured endpoint takes precedence over a discovered one. Every
 * discovered endpoint must be https.
 */
public final class Endpoints {

    private final ServerSettings settings;
    private final MetadataSource source;
    private final EndpointRule rule;

    public Endpoints(ServerSettings settings, MetadataSource source, Authorities authorities) {
        this.settings = settings;
        this.source = source;
        this.rule = new EndpointRule(settings, authorities);
    }

    /**
     * Returns the metadata, unless both the authorization endpoint and the token endpoint are configured.
     *
     * @return the metadata; empty if no discovery is necessary
     */
    public Optional<SmartMetadata> metadata() {
        Addresses addresses = settings.addresses();
        return addresses.authorizationEndpoint() != null && addresses.tokenEndpoint() != null
                ? Optional.empty()
                : Optional.of(source.metadata());
    }

    /**
     * Reports an error response that stale metadata can explain: the endpoint no longer exists, or the client is
     * unknown there. An error from a configured endpoint does not concern the metadata.
     */
    public void refused(URI endpoint, int status, String error) {
        boolean telling = status == 404 || status == 410 || error.equals("invalid_client");
        Addresses addresses = settings.addresses();
        boolean discovered = !endpoint.equals(addresses.tokenEndpoint())
                && !endpoint.equals(addresses.introspectionEndpoint())
                && !endpoint.equals(addresses.revocationEndpoint());
        if (telling && discovered) {
            source.doubt();
        }
    }

    /** Returns the cached metadata without sending a request. */
    public Optional<SmartMetadata> known() {
        return source.known();
    }

    /**
     * Returns the authorization endpoint.
     *
     * @throws DiscoveryException if there is no usable endpoint, or if the token endpoint must not receive its
     *     authorization code
     */
    public URI authorizationEndpoint() {
        URI configured = settings.addresses().authorizationEndpoint();
        Optional<SmartMetadata> metadata = metadata();
        metadata.ifPresent(this::requireS256);
        URI endpoint = configured != null
                ? configured
                : secure(
                        "authorization_endpoint",
                        Setting.AUTHORIZATION_ENDPOINT,
                        metadata.flatMap(SmartMetadata::authorizationEndpoint));
        // reject a token endpoint before the user signs in; one that is not https is rejected at its use
        boolean usable = metadata.flatMap(SmartMetadata::tokenEndpoint)
                .filter(settings.addresses().rule()::allows)
                .isPresent();
        if (usable || settings.addresses().tokenEndpoint() != null) {
            tokenEndpointFor(endpoint);
        }
        return endpoint;
    }

    /**
     * Returns the token endpoint that an authorization code may be sent to.
     *
     * @param authorizationEndpoint the endpoint to which the browser was sent
     * @throws DiscoveryException if there is no usable endpoint, or if the code can belong to another server
     */
    public URI tokenEndpointFor(URI authorizationEndpoint) {
        URI endpoint = tokenEndpoint();
        rule.requireOneAuthority(authorizationEndpoint, endpoint);
        return endpoint;
    }

    public URI tokenEndpoint() {
        URI configured = settings.addresses().tokenEndpoint();
        return configured != null
                ? configured
                : discovered("token_endpoint", Setting.TOKEN_ENDPOINT, SmartMetadata::tokenEndpoint);
    }

    /**
     * An endpoint with the audience of client assertions sent to it. Both come from the same version of the metadata.
     * Otherwise, a server that changes its metadata in between could receive an assertion for another server.
     */
    public record Receiver(URI endpoint, URI audience) {}

    public URI introspectionEndpoint() {
        return introspection(false).endpoint();
    }

    public URI revocationEndpoint() {
        return revocation(false).endpoint();
    }

    /**
     * Returns the introspection endpoint with its audience.
     *
     * @param signed whether requests contain a client assertion, whose audience is the token endpoint
     */
    public Receiver introspection(boolean signed) {
        return receiver(
                settings.addresses().introspectionEndpoint(),
                signed,
                metadata -> discovered(
                        "introspection_endpoint",
                        Setting.INTROSPECTION_ENDPOINT,
                        SmartMetadata::introspectionEndpoint,
                        metadata));
    }

    /**
     * Returns the revocation endpoint with its audience.
     *
     * @param signed whether requests contain a client assertion, whose audience is the token endpoint
     */
    public Receiver revocation(boolean signed) {
        return receiver(
                settings.addresses().revocationEndpoint(),
                signed,
                metadata -> discovered(
                        "revocation_endpoint",
                        Setting.REVOCATION_ENDPOINT,
                        SmartMetadata::revocationEndpoint,
                        metadata));
    }

    private Receiver receiver(@Nullable URI configured, boolean signed, Function<SmartMetadata, URI> discovered) {
        @Nullable URI audience = signed ? settings.addresses().tokenEndpoint() : configured;
        if (configured != null && audience != null) {
            return new Receiver(configured, audience);
        }
        SmartMetadata metadata = source.metadata();
        URI endpoint = configured == null ? discovered.apply(metadata) : configured;
        if (!signed) {
            return new Receiver(endpoint, endpoint);
        }
        return new Receiver(endpoint, audience == null ? audience(configured, metadata) : audience);
    }

    private URI audience(@Nullable URI receiver, SmartMetadata metadata) {
        URI audience = discovered("token_endpoint", Setting.TOKEN_ENDPOINT, SmartMetadata::tokenEndpoint, metadata);
        if (receiver != null) {
            rule.requireAudience(receiver, audience);
        }
        return audience;
    }

    public URI registrationEndpoint() {
        URI configured = settings.registration().endpoint();
        if (configured != null) {
            return configured;
        }
        if (source.metadata().registrationEndpoint().isEmpty()) {
            throw exception(
                    Message.NO_REGISTRATION_ENDPOINT.of(
                            settings.name(),
                            where(),
                            settings.key(Setting.REGISTRATION_ENDPOINT),
                            settings.key(Setting.CLIENT_ID)),
                    "server does not advertise a 'registration_endpoint'");
        }
        return discovered("registration_endpoint", Setting.REGISTRATION_ENDPOINT, SmartMetadata::registrationEndpoint);
    }

    /** Tolerates metadata without any code challenge method, since some servers support PKCE without advertising it. */
    private void requireS256(SmartMetadata metadata) {
        List<String> methods = metadata.codeChallengeMethodsSupported();
        if (!methods.isEmpty() && !methods.contains("S256")) {
            throw exception(
                    Message.PLAIN_ONLY.of(settings.name(), where()), "code_challenge_methods_supported lacks S256");
        }
    }

    /** Returns a discovered endpoint that receives an authorization code, token or client assertion. */
    private URI discovered(String field, Setting setting, Function<SmartMetadata, Optional<URI>> member) {
        return discovered(field, setting, member, source.metadata());
    }

    private URI discovered(
            String field, Setting setting, Function<SmartMetadata, Optional<URI>> member, SmartMetadata metadata) {
        URI url = secure(field, setting, member.apply(metadata));
        rule.require(field, setting, url, metadata);
        return url;
    }

    private URI secure(String field, Setting setting, Optional<URI> endpoint) {
        if (endpoint.isEmpty()) {
            String what = "response missing required field '" + field + "'";
            throw exception(Message.NO_ENDPOINT.of(settings.name(), where(), field, settings.key(setting)), what);
        }
        URI url = endpoint.get();
        if (!settings.addresses().rule().allows(url)) {
            throw exception(
                    Message.INSECURE_ENDPOINT.of(
                            settings.name(), where(), field, HttpTransport.withoutQuery(url), settings.key(setting)),
                    field + " must be https");
        }
        if (url.getRawFragment() != null) {
            throw exception(
                    Message.ENDPOINT_FRAGMENT.of(
                            settings.name(), where(), field, HttpTransport.withoutQuery(url), settings.key(setting)),
                    field + " has a fragment");
        }
        return url;
    }

    private DiscoveryException exception(String message, String description) {
        return new DiscoveryException(settings.name(), message, where(), 0, description);
    }

    private URI where() {
        return MetadataSource.address(settings.addresses().baseUrl());
    }
}
