package io.safire.internal.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.internal.TestServers;
import io.safire.internal.authentication.ClientKeys;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.discovery.DiscoveryState;
import io.safire.internal.discovery.EndpointResolver;
import io.safire.internal.discovery.MixUpDefense;
import io.safire.internal.discovery.SmartMetadataCache;
import io.safire.internal.event.AuditEvents;
import io.safire.internal.event.RequestMonitor;
import io.safire.internal.event.RequestObservers;
import io.safire.internal.event.SmartEventPublisher;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.registration.ClientMetadata;
import io.safire.registration.ClientRegistration;
import io.safire.registration.RegistrationException;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests of deletion when another node may have rotated the registration access token. */
class RegistrationDeletionTest {

    private final InMemoryRegistrationStore store = new InMemoryRegistrationStore();
    private final List<String> tokens = new ArrayList<>();
    private Runnable onRequest = () -> {};
    private String validToken = "rotated";

    @Test
    void retriesWithTokenRotatedByAnotherNode() {
        store.save(registration("one", "first"), 0);
        onRequest = () -> rotate("one");
        registrar().delete();
        assertThat(tokens).containsExactly("Bearer first", "Bearer rotated");
        assertThat(store.find("epic")).isEmpty();
    }

    @Test
    void sendsUnchangedTokenOnce() {
        store.save(registration("one", "first"), 0);
        assertRejected();
        assertThat(tokens).containsExactly("Bearer first");
        assertThat(store.find("epic")).as("registration remains stored").isPresent();
    }

    @Test
    void doesNotSendTokenOfAnotherClient() {
        store.save(registration("one", "first"), 0);
        onRequest = () -> rotate("two");
        assertRejected();
        assertThat(tokens).containsExactly("Bearer first");
    }

    @Test
    void stopsAfterSecondAttempt() {
        store.save(registration("one", "first"), 0);
        onRequest = () -> rotate("one");
        validToken = "none";
        assertRejected();
        assertThat(tokens).containsExactly("Bearer first", "Bearer rotated");
    }

    private void assertRejected() {
        assertThatThrownBy(() -> registrar().delete())
                .isInstanceOf(RegistrationException.class)
                .hasMessageContaining("Client registration could not be deleted")
                .hasMessageNotContaining("rotated");
    }

    private void rotate(String clientId) {
        onRequest = () -> {};
        store.save(
                registration(clientId, "rotated"),
                store.find("epic").orElseThrow().version());
    }

    private ClientRegistrar registrar() {
        ServerSettings settings = TestServers.epic();
        HttpSender calls = this::respond;
        Clock clock = Clock.systemUTC();
        AuditEvents audit = new AuditEvents("epic", () -> null, SmartEventPublisher.withoutObservers());
        SmartMetadataCache metadata =
                new SmartMetadataCache(settings, calls, clock, new DiscoveryState(clock), RequestObservers.NONE);
        ClientKeys keys = new ClientKeys(settings, server -> List.of(), clock, audit);
        return new ClientRegistrar(
                settings,
                new EndpointResolver(settings, metadata, new MixUpDefense(List::of)),
                calls,
                store,
                keys,
                new RequestMonitor("epic", RequestObservers.NONE, audit));
    }

    private InboundResponse respond(OutboundRequest sent) {
        assertThat(sent.method()).isEqualTo("DELETE");
        tokens.add(String.valueOf(sent.authorization()));
        onRequest.run();
        int status = ("Bearer " + validToken).equals(sent.authorization()) ? 204 : 401;
        return new InboundResponse(sent.target(), status, Map.of(), new byte[0]);
    }

    private static ClientRegistration registration(String clientId, String token) {
        return ClientRegistration.of(
                "epic",
                URI.create("https://as.example/register"),
                ClientMetadata.builder().build(),
                Json.createObjectBuilder()
                        .add("client_id", clientId)
                        .add("registration_access_token", token)
                        .add("registration_client_uri", "https://as.example/register/" + clientId)
                        .build(),
                JsonValue.EMPTY_JSON_OBJECT);
    }
}
