package io.safire.internal.registration;

import static io.safire.internal.config.ClientAuthenticationMethod.CLIENT_SECRET_BASIC;

import io.safire.diagnosis.Finding;
import io.safire.discovery.SmartMetadata;
import io.safire.event.RegistrationChanged.Change;
import io.safire.event.SmartRequest;
import io.safire.internal.authentication.ClientKeys;
import io.safire.internal.config.ClientAuthenticationMethod;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.discovery.EndpointResolver;
import io.safire.internal.event.RequestMonitor;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.ReceivedJson;
import io.safire.internal.message.Message;
import io.safire.registration.ClientMetadata;
import io.safire.registration.ClientRegistration;
import io.safire.registration.DynamicRegistration;
import io.safire.registration.RegistrationOptions;
import io.safire.spi.RegistrationStore;
import io.safire.spi.RegistrationStore.VersionedRegistration;
import jakarta.json.JsonValue;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Dynamic client registration.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7591">RFC 7591</a>
 */
public final class ClientRegistrar implements DynamicRegistration {

    private static final Logger LOG = System.getLogger(ClientRegistrar.class.getName());

    private final ServerSettings settings;
    private final EndpointResolver endpointResolver;
    private final RegistrationEndpointClient registrationEndpoint;
    private final RegistrationMetadataValidator metadataValidator;
    private final StoredRegistration storedRegistration;
    private final RegistrationManagement management;
    private final ConfiguredClientMetadata configured;
    private final RequestMonitor monitor;

    public ClientRegistrar(
            ServerSettings settings,
            EndpointResolver endpointResolver,
            HttpSender calls,
            RegistrationStore registrations,
            ClientKeys keys,
            RequestMonitor monitor) {
        this.settings = settings;
        this.endpointResolver = endpointResolver;
        this.registrationEndpoint = new RegistrationEndpointClient(settings, calls);
        this.metadataValidator = new RegistrationMetadataValidator(settings);
        this.storedRegistration = new StoredRegistration(settings, registrations);
        this.management =
                new RegistrationManagement(settings, registrationEndpoint, storedRegistration, monitor.audit());
        this.configured = new ConfiguredClientMetadata(settings, keys);
        this.monitor = monitor;
    }

    @Override
    public ClientMetadata configuredMetadata() {
        return configured.metadata();
    }

    @Override
    public ClientRegistration register(ClientMetadata metadata, RegistrationOptions options) {
        return monitor.observe(
                SmartRequest.REGISTRATION, () -> sendRegistration(metadata, RegistrationTarget.of(settings, options)));
    }

    /** Reads the store before it sends the request, so that a failing store does not cost an initial access token. */
    private ClientRegistration sendRegistration(ClientMetadata requested, RegistrationTarget target) {
        metadataValidator.require(requested);
        long version =
                storedRegistration.find().map(VersionedRegistration::version).orElse(0L);
        URI endpoint = target.endpoint().orElseGet(endpointResolver::registrationEndpoint);
        RegistrationEndpointClient receiver =
                target.endpoint().isPresent() ? registrationEndpoint.forEndpointOfCall() : registrationEndpoint;
        ClientMetadata metadata = withOfferedMethod(requested);
        logFindings(metadata);
        InboundResponse response = receiver.send(OutboundRequest.postJson(
                endpoint,
                target.authorization().orElse(null),
                metadata.members().toString()));
        ReceivedJson received = receiver.requireSuccess(
                RegistrationOperation.REGISTER, response, RegistrationRequestContext.of(metadata, target));
        ClientRegistration registration = storedRegistration
                .create(endpoint, metadata, received.members(), JsonValue.EMPTY_JSON_OBJECT)
                .withFindings(received.findings());
        monitor.audit().onRegistrationChanged(Change.CREATED, registration.clientId());
        storedRegistration.replace(registration, version);
        return registration;
    }

    private void logFindings(ClientMetadata metadata) {
        List<Finding> findings = metadata.findings();
        if (!findings.isEmpty()) {
            String texts = findings.stream().map(Finding::message).collect(Collectors.joining(" "));
            LOG.log(Level.WARNING, Message.CLIENT_METADATA_FINDINGS.format(settings.name(), texts));
        }
    }

    /**
     * Replaces {@code client_secret_basic} with {@code client_secret_post} if the server offers only
     * {@code client_secret_post}. The setting {@code client-authentication-method} prevents this replacement.
     */
    private ClientMetadata withOfferedMethod(ClientMetadata metadata) {
        boolean usesBasic = metadata.tokenEndpointAuthMethod()
                .filter(CLIENT_SECRET_BASIC.value()::equals)
                .isPresent();
        if (!usesBasic || settings.client().authenticationMethod() != null) {
            return metadata;
        }
        List<String> offered = endpointResolver
                .metadataIfAvailable()
                .map(SmartMetadata::tokenEndpointAuthMethodsSupported)
                .orElse(List.of());
        String method = ClientAuthenticationMethod.forSecret(offered).value();
        return metadata.toBuilder().tokenEndpointAuthMethod(method).build();
    }

    @Override
    public Optional<ClientRegistration> current() {
        return storedRegistration
                .find()
                .map(VersionedRegistration::registration)
                .map(found -> storedRegistration.create(
                        found.endpoint(), found.requested(), found.members(), found.carriedOver()));
    }

    @Override
    public ClientRegistration read() {
        VersionedRegistration stored = storedRegistration.require();
        return monitor.observe(SmartRequest.REGISTRATION, () -> management.read(stored));
    }

    @Override
    public ClientRegistration update(ClientMetadata metadata) {
        metadataValidator.requireForUpdate(metadata);
        logFindings(metadata);
        VersionedRegistration stored = storedRegistration.require();
        return monitor.observe(SmartRequest.REGISTRATION, () -> management.update(stored, metadata));
    }

    @Override
    public void delete() {
        monitor.observe(SmartRequest.REGISTRATION, () -> management.delete(storedRegistration.require()));
    }
}
