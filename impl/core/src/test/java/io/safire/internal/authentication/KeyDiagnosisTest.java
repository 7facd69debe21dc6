package io.safire.internal.authentication;

import static io.safire.internal.authentication.ClientKeysFixture.NEW;
import static io.safire.internal.authentication.ClientKeysFixture.OLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.authentication.Credential;
import io.safire.diagnosis.Finding;
import io.safire.error.ConfigurationException;
import io.safire.event.KeyFirstUsed;
import io.safire.internal.LogCapture;
import io.safire.internal.config.ConfigurationErrors;
import io.safire.key.PublishedKey;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Messages of the diagnosis and the log about the keys of the client. */
class KeyDiagnosisTest {

    private final ClientKeysFixture client = ClientKeysFixture.of(Map.of());

    @Test
    void describesKeyThatSigns() {
        client.configureKey("private", OLD, "old");
        SigningKeyDescription description = client.keys.requireSignature();
        assertThat(description.kid()).isEqualTo("old");
        JsonObject jwk = description.jwk();
        JsonObject renamed = Json.createObjectBuilder(jwk).add("kid", "other").build();
        assertThat(description.isPublicKey(renamed)).isTrue();
        JsonObject changed =
                Json.createObjectBuilder(jwk).add("x", jwk.getString("y")).build();
        assertThat(description.isPublicKey(changed)).isFalse();
    }

    @Test
    void requiresKeyForSignature() {
        assertThatThrownBy(client.keys::requireSignature)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Configuration missing: private_key, kid");
    }

    @Test
    void listsPublishedKeysOfDiagnosis() {
        client.configureKey("private", OLD, "old");
        client.configureKey("next", NEW, "new");
        assertThat(client.keys.publishedKeys()).extracting(PublishedKey::kid).containsExactly("old", "new");
    }

    @Test
    void reportsRotationWithoutPublication() {
        client.configureKey("private", NEW, "new");
        client.configureKey("retiring", OLD, "old");
        client.publishedKeys();
        assertThat(client.keys.rotationFindings()).extracting(Finding::id).containsExactly("SAFIRE-1001");
        client.advance(Duration.ofHours(31));
        assertThat(client.keys.rotationFindings()).isEmpty();
    }

    @Test
    void logsFindingOnceUntilItDisappears() {
        client.configureKey("private", NEW, "new");
        client.configureKey("retiring", OLD, "old");
        try (LogCapture log = new LogCapture(ClientKeys.class.getName())) {
            client.publishedKeys();
            client.publishedKeys();
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING SAFIRE-1001 epic: Safire signs with the former key old until");
        }
    }

    @Test
    void reportsMissingKidOfNextKeyAtStart() {
        client.configureKey("private", OLD, "old");
        client.setValue("next-key", ClientKeysFixture.pem(NEW));
        ConfigurationErrors errors = client.errors();
        client.keys.validate(errors);
        assertThat(errors.toException()).get().asString().contains("next_kid");
    }

    @Test
    void signsUnderKidOfCallWithActiveKeyOnly() {
        client.configureKey("next", NEW, "new");
        assertThatThrownBy(() -> client.assertion(Optional.of(Credential.kid("2026"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("private_key");
    }

    @Test
    void publishesFirstUseOfEachKey() {
        client.configureKey("private", OLD, "old");
        client.assertion();
        client.configureKey("private", NEW, "new");
        client.assertion();
        client.assertion();
        assertThat(client.events)
                .extracting(event -> ((KeyFirstUsed) event).kid())
                .containsExactly("old", "new");
    }

    @Test
    void namesSigningKeyWithoutKey() {
        SigningKey key = SigningKey.of("old", "ES384", OLD.getPrivate(), KeyOrigin.of("of this test"), null);
        assertThat(key).hasToString("SigningKey[kid=old, algorithm=ES384]");
    }
}
