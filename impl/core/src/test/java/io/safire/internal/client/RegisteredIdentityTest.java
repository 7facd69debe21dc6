package io.safire.internal.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.error.ConfigurationException;
import io.safire.internal.TestServers;
import io.safire.internal.config.ConfiguredServers;
import io.safire.internal.registration.InMemoryRegistrationStore;
import io.safire.launch.Launch;
import io.safire.registration.ClientMetadata;
import io.safire.registration.ClientRegistration;
import io.safire.spi.RegistrationStore;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegisteredIdentityTest {

    private final Map<String, String> values = new HashMap<>(Map.of(
            "safire.epic.base-url", "https://fhir.example/r4",
            "safire.epic.authorization-endpoint", "https://as.example/authorize",
            "safire.epic.token-endpoint", "https://as.example/token",
            "safire.epic.redirect-uri", "https://app.example/callback",
            "safire.epic.scopes", "launch/patient"));
    private final InMemoryRegistrationStore store = new InMemoryRegistrationStore();

    @Test
    void usesRegisteredClientAlsoAfterRestart() {
        SmartClient client = client(store);
        store.save(registration(), 0);
        assertThat(clientIdOf(client)).isEqualTo("registered");
        assertThat(clientIdOf(client(store))).isEqualTo("registered");
    }

    @Test
    void prefersConfiguredClient() {
        values.put("safire.epic.client-id", "configured");
        store.save(registration(), 0);
        assertThat(clientIdOf(client(store))).isEqualTo("configured");
    }

    @Test
    void namesSettingAndRegistrationIfMissing() {
        SmartClient client = client(store);
        assertThatThrownBy(() -> clientIdOf(client))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Configuration missing: client_id. Set safire.epic.client-id.")
                .hasMessageContaining("SmartClient.registration().register");
    }

    @Test
    void throwsTypedExceptionIfStoreFails() {
        SmartClient client = client(new BrokenStore());
        assertThatThrownBy(() -> clientIdOf(client))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(BrokenStore.class.getName())
                .hasMessageContaining("safire.epic.client-id")
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    private static String clientIdOf(SmartClient client) {
        return client.authorize(Launch.standalone()).parameters().get("client_id");
    }

    private SmartClient client(RegistrationStore registrations) {
        ConfiguredServers servers = TestServers.of(values);
        return new ConfiguredClients(
                        servers,
                        (transport, onRetry) -> request -> {
                            throw new IllegalStateException("Unexpected request");
                        },
                        new ClientEnvironment(Clock.systemUTC(), new SecureRandom(), registrations))
                .client("epic");
    }

    private static ClientRegistration registration() {
        return ClientRegistration.of(
                "epic",
                URI.create("https://as.example/register"),
                ClientMetadata.builder().build(),
                Json.createObjectBuilder().add("client_id", "registered").build(),
                JsonValue.EMPTY_JSON_OBJECT);
    }

    private static final class BrokenStore implements RegistrationStore {
        @Override
        public Optional<VersionedRegistration> find(String server) {
            throw new IllegalStateException("Database unavailable");
        }

        @Override
        public boolean save(ClientRegistration registration, long expected) {
            throw new IllegalStateException("Database unavailable");
        }

        @Override
        public boolean delete(String server, long expected) {
            throw new IllegalStateException("Database unavailable");
        }
    }
}
