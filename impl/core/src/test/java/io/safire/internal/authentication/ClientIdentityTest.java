package io.safire.internal.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ConfigurationException;
import io.safire.internal.TestServers;
import io.safire.internal.config.ClientAuthenticationMethod;
import io.safire.internal.config.Setting;
import io.safire.internal.registration.InMemoryRegistrationStore;
import io.safire.registration.ClientMetadata;
import io.safire.registration.ClientRegistration;
import io.safire.spi.RegistrationStore;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The client_id and secrets, from the configuration or from a registration. */
class ClientIdentityTest {

    private static final URI ENDPOINT = URI.create("https://as.example/register");
    private static final String SYMMETRIC = "confidential-symmetric";
    private static final Map<String, String> SECRETS =
            Map.of("client-type", SYMMETRIC, "client-secret", "secret-1", "client-secret.previous", "secret-0");
    private static final Map<String, String> CONFIGURED = Map.of(
            "client-id", "app",
            "client-type", SYMMETRIC,
            "client-secret", "secret-1",
            "client-secret.previous", "secret-0");

    @Test
    void prefersConfiguredClientToRegistration() {
        ClientIdentity identity = identity(CONFIGURED, registered("client_secret_post"));
        assertThat(identity.clientId()).isEqualTo("app");
        assertThat(identity.clientSecret()).contains("secret-1");
        assertThat(identity.clientIdSource()).isEqualTo("safire.epic.client-id");
        assertThat(identity.current().previousSecret())
                .contains(new ClientSecret("secret-0", "safire.epic.client-secret.previous"));
        assertThat(identity.current().registeredMethod()).isEmpty();
    }

    @Test
    void usesRegisteredClientWithItsSecretAndMethod() {
        ClientIdentity identity = identity(SECRETS, registered("client_secret_post"));
        assertThat(identity.clientId()).isEqualTo("registered");
        assertThat(identity.clientSecret()).contains("registered-secret");
        assertThat(identity.clientIdSource()).startsWith("of the registration in ");
        assertThat(identity.current().previousSecret()).isEmpty();
        assertThat(identity.current().registeredMethod()).contains(ClientAuthenticationMethod.CLIENT_SECRET_POST);
        assertThat(identity(Map.of(), registered("private_key_jwt")).current().registeredMethod())
                .isEmpty();
    }

    @Test
    void usesConfiguredSecretOfRegisteredClientWithoutSecret() {
        ClientIdentity identity = identity(SECRETS, Json.createObjectBuilder().add("client_id", "registered"));
        assertThat(identity.clientSecret()).contains("secret-1");
        assertThat(identity.current().previousSecret()).isPresent();
    }

    @Test
    void namesAllMissingSettings() {
        ClientIdentity unknown = identity(Map.of(), null);
        assertThat(unknown.clientId()).isNull();
        assertThatThrownBy(() -> unknown.requireClientId(List.of(Setting.CLIENT_SECRET)))
                .isInstanceOfSatisfying(ConfigurationException.class, missing -> assertThat(missing.missingAttributes())
                        .containsExactly("client_id", "client_secret"));
        assertThatThrownBy(() -> unknown.requireAssertionIssuer(List.of()))
                .isInstanceOfSatisfying(ConfigurationException.class, missing -> assertThat(missing.missingAttributes())
                        .containsExactly("client_id"));
        ClientIdentity configured = identity(CONFIGURED, null);
        assertThat(configured.requireClientId(List.of())).isEqualTo("app");
        assertThatThrownBy(() -> configured.requireClientId(List.of(Setting.CLIENT_SECRET)))
                .isInstanceOfSatisfying(ConfigurationException.class, missing -> assertThat(missing.missingAttributes())
                        .containsExactly("client_secret"));
    }

    @Test
    void describesFailedStoreWithItsCause() {
        IllegalStateException cause = new IllegalStateException("password=hidden");
        ClientIdentity failing = new ClientIdentity(TestServers.epic(), new FailingStore(cause));
        assertThatThrownBy(failing::clientId)
                .isInstanceOfSatisfying(ConfigurationException.class, failure -> {
                    assertThat(failure.code()).isEqualTo("SAFIRE-0702");
                    assertThat(failure.missingAttributes()).containsExactly("client_id");
                })
                .hasCause(cause)
                .hasMessageContaining(FailingStore.class.getName())
                .hasMessageContaining("safire.epic.client-id")
                .hasMessageNotContaining("hidden");
        assertThat(new ClientIdentity(TestServers.epic(CONFIGURED), new FailingStore(cause)).clientId())
                .isEqualTo("app");
    }

    @Test
    void omitsSecretsInString() {
        assertThat(identity(CONFIGURED, null).current().toString())
                .contains("app")
                .doesNotContain("secret-");
    }

    private static JsonObjectBuilder registered(String method) {
        return Json.createObjectBuilder()
                .add("client_id", "registered")
                .add("client_secret", "registered-secret")
                .add("token_endpoint_auth_method", method);
    }

    private static ClientIdentity identity(Map<String, String> settings, JsonObjectBuilder registered) {
        InMemoryRegistrationStore store = new InMemoryRegistrationStore();
        if (registered != null) {
            store.save(
                    ClientRegistration.of(
                            "epic",
                            ENDPOINT,
                            ClientMetadata.builder().build(),
                            registered.build(),
                            JsonValue.EMPTY_JSON_OBJECT),
                    0);
        }
        return new ClientIdentity(TestServers.epic(settings), store);
    }

    private record FailingStore(RuntimeException failure) implements RegistrationStore {
        @Override
        public Optional<VersionedRegistration> find(String server) {
            throw failure;
        }

        @Override
        public boolean save(ClientRegistration registration, long expected) {
            throw failure;
        }

        @Override
        public boolean delete(String server, long expected) {
            throw failure;
        }
    }
}
