package io.safire.impl.registration;

import io.safire.event.RegistrationChanged.Change;
import io.safire.event.SmartRequest;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.credential.ClientKeys;
import io.safire.impl.discovery.Endpoints;
import io.safire.impl.event.Audit;
import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpCalls;
import io.safire.impl.transport.HttpRequest;
import io.safire.impl.transport.Json;
import io.safire.registration.ClientMetadata;
import io.safire.registration.ClientRegistration;
import io.safire.registration.DynamicRegistration;
import io.safire.registration.InitialAccessToken;
import io.safire.spi.RegistrationStore;
import io.safire.spi.RegistrationStore.Stored;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Dynamic client registration: registers the client, and reads, updates and deletes its registration.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7591">RFC 7591</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7592">RFC 7592</a>
 */
public final class ClientRegistrar implements DynamicRegistration {

    private static final List<String> KEPT = List.of(
            "client_secret",
            "client_secret_expires_at",
            "client_id_issued_at",
            "registration_access_token",
            "registration_client_uri");

    /** A response with the stored registration and the endpoint of the request. */
    private record Exchange(Stored stored, ManagementAccess access, HttpAnswer answer) {

        Sent sent(ClientMetadata metadata) {
            List<String> secrets = new ArrayList<>();
            secrets.add(access.token());
            stored.registration().clientSecret().ifPresent(secrets::add);
            metadata.softwareStatement().ifPresent(secrets::add);
            return new Sent(metadata, true, secrets);
        }
    }

    private final ServerSettings settings;
    private final Endpoints endpoints;
    private final RegistrationEndpoint http;
    private final RegistrationReader reader;
    private final MetadataCheck check;
    private final KeptRegistration kept;
    private final ConfiguredMetadata configured;
    private final Audit audit;

    public ClientRegistrar(
            ServerSettings settings,
            Endpoints endpoints,
            HttpCalls calls,
            RegistrationStore registrations,
            ClientKeys keys,
            Audit audit) {
        this.settings = settings;
        this.endpoints = endpoints;
        this.http = new RegistrationEndpoint(settings, calls);
        this.reader = new RegistrationReader(settings);
        this.check = new MetadataCheck(settings);
        this.kept = new KeptRegistration(settings, registrations);
        this.configured = new ConfiguredMetadata(settings, keys);
        this.audit = audit;
    }

    @Override
    public ClientMetadata configuredMetadata() {
        return configured.metadata();
    }

    @Override
    public ClientRegistration register(ClientMetadata metadata) {
        return audit.refusals(SmartRequest.REGISTRATION, () -> registered(metadata, Optional.empty()));
    }

    @Override
    public ClientRegistration register(ClientMetadata metadata, InitialAccessToken token) {
        return audit.refusals(SmartRequest.REGISTRATION, () -> registered(metadata, Optional.of(token)));
    }

    /** Reads the store first, so that a failing store does not consume an initial access token. */
    private ClientRegistration registered(ClientMetadata metadata, Optional<InitialAccessToken> token) {
        check.require(metadata);
        long version = kept.find().map(Stored::version).orElse(0L);
        URI endpoint = endpoints.registrationEndpoint();
        String authorization = token.map(given -> "Bearer " + given.value()).orElse(null);
        List<String> secrets = new ArrayList<>();
        token.ifPresent(given -> secrets.add(given.value()));
        metadata.softwareStatement().ifPresent(secrets::add);
        Sent sent = new Sent(metadata, token.isPresent(), secrets);
        HttpAnswer answer = http.send(
                HttpRequest.postJson(endpoint, authorization, metadata.members().toString()));
        JsonObject members = granted(Operation.REGISTER, answer, sent);
        ClientRegistration registration = withSettings(endpoint, metadata, members, JsonValue.EMPTY_JSON_OBJECT);
        audit.registration(Change.MADE, registration.clientId());
        kept.replace(registration, version);
        return registration;
    }

    @Override
    public Optional<ClientRegistration> current() {
        return kept.find()
                .map(Stored::registration)
                .map(found -> withSettings(found.endpoint(), found.requested(), found.members(), found.carriedOver()));
    }

    @Override
    public ClientRegistration read() {
        Stored stored = kept.required();
        Function<ManagementAccess, HttpRequest> request =
                access -> HttpRequest.getWith(access.address(), access.authorization());
        return managed(Operation.READ, stored, stored.registration().requested(), request);
    }

    @Override
    public ClientRegistration update(ClientMetadata metadata) {
        check.require(metadata);
        Stored stored = kept.required();
        String body = withIdentity(metadata, stored.registration()).toString();
        Function<ManagementAccess, HttpRequest> request =
                access -> HttpRequest.putJson(access.address(), access.authorization(), body);
        return managed(Operation.UPDATE, stored, metadata, request);
    }

    @Override
    public void delete() {
        audit.refusals(SmartRequest.REGISTRATION, this::deleted);
    }

    private Stored deleted() {
        Exchange exchange =
                exchanged(kept.required(), access -> HttpRequest.delete(access.address(), access.authorization()));
        ClientRegistration registration = exchange.stored().registration();
        if (!exchange.answer().isSuccess()) {
            throw http.refused(Operation.DELETE, exchange.answer(), exchange.sent(registration.requested()));
        }
        audit.registration(Change.DELETED, registration.clientId());
        kept.forget(exchange.stored());
        return exchange.stored();
    }

    private ClientRegistration managed(
            Operation operation,
            Stored stored,
            ClientMetadata requested,
            Function<ManagementAccess, HttpRequest> request) {
        return audit.refusals(SmartRequest.REGISTRATION, () -> newer(operation, exchanged(stored, request), requested));
    }

    private Exchange exchanged(Stored stored, Function<ManagementAccess, HttpRequest> request) {
        ManagementAccess access = ManagementAccess.of(settings, stored.registration());
        HttpAnswer answer = http.send(request.apply(access));
        Optional<Stored> replaced = answer.status() == 401 ? tokenReplaced(stored) : Optional.empty();
        if (replaced.isPresent()) {
            access = ManagementAccess.of(settings, replaced.get().registration());
            answer = http.send(request.apply(access));
        }
        return new Exchange(replaced.orElse(stored), access, answer);
    }

    /**
     * Returns the stored registration if its registration access token has changed. In that case another node has received a
     * new token in the meantime, and the server has rejected the old one.
     */
    private Optional<Stored> tokenReplaced(Stored stored) {
        ClientRegistration used = stored.registration();
        return kept.find()
                .filter(now -> now.registration().clientId().equals(used.clientId()))
                .filter(now -> !now.registration().registrationAccessToken().equals(used.registrationAccessToken()));
    }

    private ClientRegistration newer(Operation operation, Exchange exchange, ClientMetadata requested) {
        ClientRegistration earlier = exchange.stored().registration();
        JsonObject members = granted(operation, exchange.answer(), exchange.sent(requested));
        if (!members.getString("client_id").equals(earlier.clientId())) {
            throw reader.otherClient(exchange.answer(), members);
        }
        ClientRegistration newer = withSettings(earlier.endpoint(), requested, members, carriedOver(earlier));
        if (operation == Operation.UPDATE) {
            audit.registration(Change.UPDATED, newer.clientId());
        }
        kept.update(newer, exchange.stored().version());
        return newer;
    }

    private ClientRegistration withSettings(
            URI endpoint, ClientMetadata requested, JsonObject members, JsonObject carriedOver) {
        URI trusted = settings.registration().clientOrigin();
        return new ClientRegistration(settings.name(), endpoint, requested, members, carriedOver, trusted);
    }

    private JsonObject granted(Operation operation, HttpAnswer answer, Sent sent) {
        if (!answer.isSuccess()) {
            throw http.refused(operation, answer, sent);
        }
        JsonObject members = reader.members(answer);
        if (RegistrationReader.isError(members)) {
            throw http.refused(operation, answer, sent);
        }
        return members;
    }

    /**
     * Adds {@code client_id}, which is required, and {@code client_secret}, which must be the issued secret (RFC 7592, section
     * 2.2).
     */
    private static JsonObject withIdentity(ClientMetadata metadata, ClientRegistration registration) {
        JsonObjectBuilder body = Json.object();
        metadata.members().forEach(body::add);
        body.add("client_id", registration.clientId());
        registration.clientSecret().ifPresent(secret -> body.add("client_secret", secret));
        return body.build();
    }

    private static JsonObject carriedOver(ClientRegistration earlier) {
        JsonObjectBuilder members = Json.object();
        for (String name : KEPT) {
            JsonValue latest = earlier.members().getOrDefault(name, JsonValue.NULL);
            JsonValue value = latest == JsonValue.NULL ? earlier.carriedOver().get(name) : latest;
            if (value != null) {
                members.add(name, value);
            }
        }
        return members.build();
    }
}
