package io.safire.internal.registration;

import static io.safire.internal.config.ClientAuthenticationMethod.CLIENT_SECRET_BASIC;

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
import io.safire.internal.text.JsonValues;
import io.safire.registration.ClientMetadata;
import io.safire.registration.ClientRegistration;
import io.safire.registration.DynamicRegistration;
import io.safire.registration.InitialAccessToken;
import io.safire.spi.RegistrationStore;
import io.safire.spi.RegistrationStore.VersionedRegistration;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Dynamic client registration, which registers the client, and reads, updates and deletes the registration.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7591">RFC 7591</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7592">RFC 7592</a>
 */
public final class ClientRegistrar implements DynamicRegistration {

    private static final List<String> RETAINED_MEMBERS = List.of(
            "client_secret",
            "client_secret_expires_at",
            "client_id_issued_at",
            "registration_access_token",
            "registration_client_uri");

    /** A response, with the stored registration and the endpoint to which the request was sent. */
    private record ManagementExchange(
            VersionedRegistration stored, ClientConfigurationEndpoint endpoint, InboundResponse response) {

        RegistrationRequestContext toContext(ClientMetadata metadata) {
            List<String> secrets = new ArrayList<>();
            secrets.add(endpoint.token());
            stored.registration().clientSecret().ifPresent(secrets::add);
            metadata.softwareStatement().ifPresent(secrets::add);
            return new RegistrationRequestContext(metadata, true, secrets);
        }
    }

    private final ServerSettings settings;
    private final EndpointResolver endpoints;
    private final RegistrationEndpointClient registrationEndpoint;
    private final RegistrationResponseReader reader;
    private final RegistrationMetadataValidator metadataValidator;
    private final StoredRegistration storedRegistration;
    private final ConfiguredClientMetadata configured;
    private final RequestMonitor monitor;

    public ClientRegistrar(
            ServerSettings settings,
            EndpointResolver endpoints,
            HttpSender calls,
            RegistrationStore registrations,
            ClientKeys keys,
            RequestMonitor monitor) {
        this.settings = settings;
        this.endpoints = endpoints;
        this.registrationEndpoint = new RegistrationEndpointClient(settings, calls);
        this.reader = new RegistrationResponseReader(settings);
        this.metadataValidator = new RegistrationMetadataValidator(settings);
        this.storedRegistration = new StoredRegistration(settings, registrations);
        this.configured = new ConfiguredClientMetadata(settings, keys);
        this.monitor = monitor;
    }

    @Override
    public ClientMetadata configuredMetadata() {
        return configured.metadata();
    }

    @Override
    public ClientRegistration register(ClientMetadata metadata) {
        return monitor.observe(SmartRequest.REGISTRATION, () -> sendRegistration(metadata, Optional.empty()));
    }

    @Override
    public ClientRegistration register(ClientMetadata metadata, InitialAccessToken token) {
        return monitor.observe(SmartRequest.REGISTRATION, () -> sendRegistration(metadata, Optional.of(token)));
    }

    /** Reads the store before the request is sent, so that a failing store does not consume an initial access token. */
    private ClientRegistration sendRegistration(ClientMetadata requested, Optional<InitialAccessToken> token) {
        metadataValidator.require(requested);
        long version =
                storedRegistration.find().map(VersionedRegistration::version).orElse(0L);
        URI endpoint = endpoints.registrationEndpoint();
        ClientMetadata metadata = withOfferedMethod(requested);
        String authorization = token.map(initialAccessToken -> "Bearer " + initialAccessToken.value())
                .orElse(null);
        List<String> secrets = new ArrayList<>();
        token.ifPresent(initialAccessToken -> secrets.add(initialAccessToken.value()));
        metadata.softwareStatement().ifPresent(secrets::add);
        RegistrationRequestContext context = new RegistrationRequestContext(metadata, token.isPresent(), secrets);
        InboundResponse response = registrationEndpoint.send(OutboundRequest.postJson(
                endpoint, authorization, metadata.members().toString()));
        JsonObject members = requireSuccess(RegistrationOperation.REGISTER, response, context);
        ClientRegistration registration = createRegistration(endpoint, metadata, members, JsonValue.EMPTY_JSON_OBJECT);
        monitor.audit().onRegistrationChanged(Change.CREATED, registration.clientId());
        storedRegistration.replace(registration, version);
        return registration;
    }

    /**
     * Replaces {@code client_secret_basic} if the server offers only {@code client_secret_post}, unless the setting
     * {@code client-authentication-method} determines the method.
     */
    private ClientMetadata withOfferedMethod(ClientMetadata metadata) {
        boolean usesBasic = metadata.tokenEndpointAuthMethod()
                .filter(CLIENT_SECRET_BASIC.value()::equals)
                .isPresent();
        if (!usesBasic || settings.client().authenticationMethod() != null) {
            return metadata;
        }
        List<String> offered = endpoints
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
                .map(found ->
                        createRegistration(found.endpoint(), found.requested(), found.members(), found.carriedOver()));
    }

    @Override
    public ClientRegistration read() {
        VersionedRegistration stored = storedRegistration.require();
        Function<ClientConfigurationEndpoint, OutboundRequest> request =
                access -> OutboundRequest.getAuthorized(access.url(), access.authorization());
        return sendManagementRequest(
                RegistrationOperation.READ, stored, stored.registration().requested(), request);
    }

    @Override
    public ClientRegistration update(ClientMetadata metadata) {
        metadataValidator.require(metadata);
        VersionedRegistration stored = storedRegistration.require();
        String body = withIdentity(metadata, stored.registration()).toString();
        Function<ClientConfigurationEndpoint, OutboundRequest> request =
                access -> OutboundRequest.putJson(access.url(), access.authorization(), body);
        return sendManagementRequest(RegistrationOperation.UPDATE, stored, metadata, request);
    }

    @Override
    public void delete() {
        monitor.observe(SmartRequest.REGISTRATION, this::sendDeletion);
    }

    private VersionedRegistration sendDeletion() {
        ManagementExchange exchange = exchange(
                storedRegistration.require(), access -> OutboundRequest.delete(access.url(), access.authorization()));
        ClientRegistration registration = exchange.stored().registration();
        if (!exchange.response().isSuccess()) {
            throw registrationEndpoint.toException(
                    RegistrationOperation.DELETE, exchange.response(), exchange.toContext(registration.requested()));
        }
        monitor.audit().onRegistrationChanged(Change.DELETED, registration.clientId());
        storedRegistration.delete(exchange.stored());
        return exchange.stored();
    }

    private ClientRegistration sendManagementRequest(
            RegistrationOperation operation,
            VersionedRegistration stored,
            ClientMetadata requested,
            Function<ClientConfigurationEndpoint, OutboundRequest> request) {
        return monitor.observe(
                SmartRequest.REGISTRATION, () -> storeUpdate(operation, exchange(stored, request), requested));
    }

    private ManagementExchange exchange(
            VersionedRegistration stored, Function<ClientConfigurationEndpoint, OutboundRequest> request) {
        ClientConfigurationEndpoint endpoint = ClientConfigurationEndpoint.of(settings, stored.registration());
        InboundResponse response = registrationEndpoint.send(request.apply(endpoint));
        Optional<VersionedRegistration> rotated =
                response.status() == 401 ? findRotatedToken(stored) : Optional.empty();
        if (rotated.isPresent()) {
            endpoint = ClientConfigurationEndpoint.of(settings, rotated.get().registration());
            response = registrationEndpoint.send(request.apply(endpoint));
        }
        return new ManagementExchange(rotated.orElse(stored), endpoint, response);
    }

    /**
     * Returns the stored registration if its registration access token has changed. If the token has changed, another
     * node has received a new registration access token, and the server has rejected the old token.
     */
    private Optional<VersionedRegistration> findRotatedToken(VersionedRegistration stored) {
        ClientRegistration used = stored.registration();
        return storedRegistration
                .find()
                .filter(current -> current.registration().clientId().equals(used.clientId()))
                .filter(current ->
                        !current.registration().registrationAccessToken().equals(used.registrationAccessToken()));
    }

    private ClientRegistration storeUpdate(
            RegistrationOperation operation, ManagementExchange exchange, ClientMetadata requested) {
        ClientRegistration earlier = exchange.stored().registration();
        JsonObject members = requireSuccess(operation, exchange.response(), exchange.toContext(requested));
        if (!members.getString("client_id").equals(earlier.clientId())) {
            throw reader.otherClient(exchange.response(), members);
        }
        ClientRegistration updated =
                createRegistration(earlier.endpoint(), requested, members, retainedMembers(earlier));
        if (operation == RegistrationOperation.UPDATE) {
            monitor.audit().onRegistrationChanged(Change.UPDATED, updated.clientId());
        }
        storedRegistration.update(updated, exchange.stored().version());
        return updated;
    }

    private ClientRegistration createRegistration(
            URI endpoint, ClientMetadata requested, JsonObject members, JsonObject carriedOver) {
        URI trusted = settings.registration().clientOrigin();
        ClientRegistration registration =
                ClientRegistration.of(settings.name(), endpoint, requested, members, carriedOver);
        return trusted == null ? registration : registration.withTrustedOrigin(trusted);
    }

    private JsonObject requireSuccess(
            RegistrationOperation operation, InboundResponse response, RegistrationRequestContext context) {
        if (!response.isSuccess()) {
            throw registrationEndpoint.toException(operation, response, context);
        }
        JsonObject members = reader.readMembers(response);
        if (RegistrationResponseReader.isError(members)) {
            throw registrationEndpoint.toException(operation, response, context);
        }
        return members;
    }

    /**
     * Adds {@code client_id}, which an update request must contain, and {@code client_secret}, which must be the issued
     * secret (RFC 7592, section 2.2).
     */
    private static JsonObject withIdentity(ClientMetadata metadata, ClientRegistration registration) {
        JsonObjectBuilder body = JsonValues.object();
        metadata.members().forEach(body::add);
        body.add("client_id", registration.clientId());
        registration.clientSecret().ifPresent(secret -> body.add("client_secret", secret));
        return body.build();
    }

    private static JsonObject retainedMembers(ClientRegistration earlier) {
        JsonObjectBuilder members = JsonValues.object();
        for (String name : RETAINED_MEMBERS) {
            JsonValue latest = earlier.members().getOrDefault(name, JsonValue.NULL);
            JsonValue value = latest == JsonValue.NULL ? earlier.carriedOver().get(name) : latest;
            if (value != null) {
                members.add(name, value);
            }
        }
        return members.build();
    }
}
