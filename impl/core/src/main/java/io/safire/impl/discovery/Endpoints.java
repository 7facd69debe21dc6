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

/** Where requests go: the configured endpoints before the discovered ones, and no endpoint that is not https. */
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
     * The metadata, where it is needed: with both endpoints configured, nothing is discovered.
     *
     * @return the metadata, or empty
     */
    public Optional<SmartMetadata> metadata() {
        Addresses addresses = settings.addresses();
        return addresses.authorizationEndpoint() != null && addresses.tokenEndpoint() != null
                ? Optional.empty()
                : Optional.of(source.metadata());
    }

    /**
     * Takes note of a refusal that outdated metadata may explain: the endpoint is gone, or the client is unknown there.
     * An endpoint that was configured says nothing about the metadata.
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

    /** What was discovered so far; nothing is sent. */
    public Optional<SmartMetadata> known() {
        return source.known();
    }

    /**
     * Returns the authorization endpoint.
     *
     * @throws DiscoveryException also if the token endpoint must not receive the code that will come back
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
        // refused here rather than after the user has signed in; one without https is refused when it is used
        boolean usable = metadata.flatMap(SmartMetadata::tokenEndpoint)
                .filter(settings.addresses().rule()::allows)
                .isPresent();
        if (usable || settings.addresses().tokenEndpoint() != null) {
            tokenEndpointFor(endpoint);
        }
        return endpoint;
    }

    /**
     * Returns the token endpoint for a code.
     *
     * @param authorizationEndpoint the endpoint to which the browser was sent
     * @throws DiscoveryException also if the code may be that of another server
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
     * An endpoint with the audience of an assertion that is sent there. Both are of one version of the metadata: a server
     * that changes it in between would receive an assertion for another server.
     */
    public record Receiver(URI endpoint, URI audience) {}

    public URI introspectionEndpoint() {
        return introspection(false).endpoint();
    }

    public URI revocationEndpoint() {
        return revocation(false).endpoint();
    }

    /**
     * Returns where introspection requests go.
     *
     * @param signed whether they have an assertion, which is for the token endpoint
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
     * Returns where revocation requests go.
     *
     * @param signed whether they have an assertion, which is for the token endpoint
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

    /** Metadata without any method is tolerated, since there are servers with PKCE that do not say so. */
    private void requireS256(SmartMetadata metadata) {
        List<String> methods = metadata.codeChallengeMethodsSupported();
        if (!methods.isEmpty() && !methods.contains("S256")) {
            throw exception(
                    Message.PLAIN_ONLY.of(settings.name(), where()), "code_challenge_methods_supported lacks S256");
        }
    }

    /** Returns an endpoint that receives a code, token or assertion. */
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
