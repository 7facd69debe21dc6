package io.safire.internal.registration;

import io.safire.event.RegistrationChanged.Change;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.event.AuditEvents;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.ReceivedJson;
import io.safire.internal.text.JsonValues;
import io.safire.registration.ClientMetadata;
import io.safire.registration.ClientRegistration;
import io.safire.spi.RegistrationStore.VersionedRegistration;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Requests that read, update and delete a registration at its client configuration endpoint.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7592">RFC 7592</a>
 */
record RegistrationManagement(
        ServerSettings settings,
        RegistrationEndpointClient registrationEndpoint,
        StoredRegistration storedRegistration,
        AuditEvents audit) {

    private static final List<String> RETAINED_MEMBERS = List.of(
            "client_secret",
            "client_secret_expires_at",
            "client_id_issued_at",
            "registration_access_token",
            "registration_client_uri");

    /** A stored registration, the endpoint to which a request was sent, and the response. */
    private record ManagementExchange(
            VersionedRegistration stored, ClientConfigurationEndpoint endpoint, InboundResponse response) {

        RegistrationRequestContext toContext(ClientMetadata metadata) {
            return RegistrationRequestContext.of(
                    metadata, endpoint.token(), stored.registration().clientSecret());
        }
    }

    ClientRegistration read(VersionedRegistration stored) {
        ManagementExchange exchange =
                exchange(stored, access -> OutboundRequest.getAuthorized(access.url(), access.authorization()));
        return store(RegistrationOperation.READ, exchange, stored.registration().requested());
    }

    ClientRegistration update(VersionedRegistration stored, ClientMetadata metadata) {
        String body = withIdentity(metadata, stored.registration()).toString();
        ManagementExchange exchange =
                exchange(stored, access -> OutboundRequest.putJson(access.url(), access.authorization(), body));
        return store(RegistrationOperation.UPDATE, exchange, metadata);
    }

    ClientRegistration delete(VersionedRegistration stored) {
        ManagementExchange exchange =
                exchange(stored, access -> OutboundRequest.delete(access.url(), access.authorization()));
        ClientRegistration registration = exchange.stored().registration();
        if (!exchange.response().isSuccess()) {
            throw registrationEndpoint.toException(
                    RegistrationOperation.DELETE, exchange.response(), exchange.toContext(registration.requested()));
        }
        audit.onRegistrationChanged(Change.DELETED, registration.clientId());
        storedRegistration.delete(exchange.stored());
        return registration;
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
     * Returns the stored registration if another node has stored a new registration access token in the meantime. The
     * server has rejected the old token.
     */
    private Optional<VersionedRegistration> findRotatedToken(VersionedRegistration stored) {
        ClientRegistration used = stored.registration();
        return storedRegistration
                .find()
                .filter(current -> current.registration().clientId().equals(used.clientId()))
                .filter(current ->
                        !current.registration().registrationAccessToken().equals(used.registrationAccessToken()));
    }

    private ClientRegistration store(
            RegistrationOperation operation, ManagementExchange exchange, ClientMetadata requested) {
        ClientRegistration earlier = exchange.stored().registration();
        RegistrationRequestContext context = exchange.toContext(requested);
        ReceivedJson received = registrationEndpoint.requireSuccess(operation, exchange.response(), context);
        if (!received.members().getString("client_id").equals(earlier.clientId())) {
            throw registrationEndpoint.reader().otherClient(exchange.response(), received.members(), context.secrets());
        }
        ClientRegistration updated = storedRegistration
                .create(earlier.endpoint(), requested, received.members(), retainedMembers(earlier))
                .withFindings(received.findings());
        if (operation == RegistrationOperation.UPDATE) {
            audit.onRegistrationChanged(Change.UPDATED, updated.clientId());
        }
        storedRegistration.update(updated, exchange.stored().version());
        return updated;
    }

    /**
     * An update request must contain {@code client_id}, and {@code client_secret} must be the issued secret (RFC 7592,
     * section 2.2).
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
