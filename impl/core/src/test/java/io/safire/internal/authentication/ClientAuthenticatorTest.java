package io.safire.internal.authentication;

import static io.safire.internal.authentication.ClientKeysFixture.OLD;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.authentication.ClientType;
import io.safire.discovery.SmartMetadata;
import io.safire.error.ConfigurationException;
import io.safire.internal.SettableClock;
import io.safire.internal.TestServers;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.event.AuditEvents;
import io.safire.internal.event.SmartEventPublisher;
import io.safire.internal.registration.InMemoryRegistrationStore;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** RFC 7523, section 2.2; RFC 6749, sections 2.3.1 and 3.2.1. */
class ClientAuthenticatorTest {

    private static final URI TOKEN_ENDPOINT = URI.create("https://as.example/token");
    private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final SettableClock clock = new SettableClock();

    @Test
    void sendsNewAssertionForEachAttempt() {
        ClientAuthentication authentication = asymmetric(Map.of());
        AuthenticationParameters one = authentication.get();
        AuthenticationParameters other = authentication.get();
        assertThat(one.formParameters().keySet()).containsExactly("client_assertion_type", "client_assertion");
        assertThat(one.formParameters()).containsEntry("client_assertion_type", JWT_BEARER);
        assertThat(one.authorizationHeader()).isNull();
        assertThat(one.secrets()).containsExactly(one.formParameters().get("client_assertion"));
        assertThat(claims(one).getString("jti")).isNotEqualTo(claims(other).getString("jti"));
    }

    @Test
    void backdatesAssertionAndLimitsItsLifetime() {
        JsonObject claims = claims(asymmetric(Map.of()).get());
        long now = clock.instant().getEpochSecond();
        assertThat(claims.getInt("iat")).isEqualTo(now - 10);
        assertThat(claims.getInt("exp")).isEqualTo(now - 10 + 300);
    }

    @Test
    void addressesAssertionToTokenEndpointUnlessConfigured() {
        assertThat(claims(asymmetric(Map.of()).get()).getString("aud")).isEqualTo("https://as.example/token");
        assertThat(claims(asymmetric(Map.of("assertion-audience", "https://as.example"))
                                .get())
                        .getString("aud"))
                .isEqualTo("https://as.example");
    }

    @Test
    void sendsClientIdBesideAssertionOnRequest() {
        assertThat(asymmetric(Map.of("send-client-id", "true")).get().formParameters())
                .containsEntry("client_id", "app")
                .containsEntry("client_assertion_type", JWT_BEARER);
    }

    @Test
    void rejectsAlgorithmThatServerDoesNotOffer() {
        assertThat(prepare(ClientType.CONFIDENTIAL_ASYMMETRIC, keys(Map.of()), offering("RS384", "ES384"))
                        .get()
                        .formParameters())
                .isNotEmpty();
        assertThatThrownBy(() -> prepare(ClientType.CONFIDENTIAL_ASYMMETRIC, keys(Map.of()), offering("RS384")))
                .isInstanceOfSatisfying(ConfigurationException.class, rejected -> {
                    assertThat(rejected.invalidAttribute()).contains("private_key");
                    assertThat(rejected.validValues()).containsExactly("RS384");
                })
                .hasMessageContaining("safire.epic.private-key")
                .hasMessageContaining("ES384");
    }

    @Test
    void namesAllMissingSettingsOfAssertion() {
        assertThatThrownBy(() -> prepare(
                        ClientType.CONFIDENTIAL_ASYMMETRIC,
                        Map.of("client-type", "confidential-asymmetric"),
                        Optional.empty()))
                .isInstanceOfSatisfying(ConfigurationException.class, missing -> assertThat(missing.missingAttributes())
                        .contains("client_id", "private_key"));
    }

    @Test
    void sendsSecretInHeader() {
        AuthenticationParameters parameters = symmetric(Map.of()).get();
        String encoded = Base64.getEncoder().encodeToString("app:s3cret%2B1".getBytes(UTF_8));
        assertThat(parameters.authorizationHeader()).isEqualTo("Basic " + encoded);
        assertThat(parameters.formParameters()).isEmpty();
        assertThat(parameters.secrets()).containsExactly("s3cret+1", encoded);
    }

    @Test
    void sendsSecretInForm() {
        AuthenticationParameters parameters = symmetric(Map.of("client-authentication-method", "client_secret_post"))
                .get();
        assertThat(parameters.authorizationHeader()).isNull();
        assertThat(parameters.formParameters())
                .containsExactly(Map.entry("client_id", "app"), Map.entry("client_secret", "s3cret+1"));
        assertThat(parameters.secrets()).containsExactly("s3cret+1");
    }

    @Test
    void namesAllMissingSettingsOfSecret() {
        assertThatThrownBy(() -> prepare(
                        ClientType.CONFIDENTIAL_SYMMETRIC,
                        Map.of("client-type", "confidential-symmetric"),
                        Optional.empty()))
                .isInstanceOfSatisfying(ConfigurationException.class, missing -> assertThat(missing.missingAttributes())
                        .containsExactly("client_id", "client_secret"));
    }

    @Test
    void sendsOnlyClientIdOfPublicClient() {
        ClientAuthentication authentication =
                prepare(ClientType.PUBLIC, Map.of("client-type", "public", "client-id", "app"), Optional.empty());
        AuthenticationParameters parameters = authentication.get();
        assertThat(parameters.authorizationHeader()).isNull();
        assertThat(parameters.formParameters()).containsExactly(Map.entry("client_id", "app"));
        assertThat(parameters.secrets()).isEmpty();
        assertThat(authentication.sent().shownClientId()).isEqualTo("app");
        assertThat(authentication.sent().source()).isEmpty();
    }

    private ClientAuthentication asymmetric(Map<String, String> additional) {
        return prepare(ClientType.CONFIDENTIAL_ASYMMETRIC, keys(additional), Optional.empty());
    }

    private ClientAuthentication symmetric(Map<String, String> additional) {
        Map<String, String> values = new HashMap<>(additional);
        values.put("client-type", "confidential-symmetric");
        values.put("client-id", "app");
        values.put("client-secret", "s3cret+1");
        return prepare(ClientType.CONFIDENTIAL_SYMMETRIC, values, Optional.empty());
    }

    private static Map<String, String> keys(Map<String, String> additional) {
        Map<String, String> values = new HashMap<>(additional);
        values.put("client-type", "confidential-asymmetric");
        values.put("client-id", "app");
        values.put("private-key", ClientKeysFixture.pem(OLD));
        values.put("kid", "key-1");
        return values;
    }

    private ClientAuthentication prepare(
            ClientType type, Map<String, String> values, Optional<SmartMetadata> metadata) {
        ServerSettings settings = TestServers.epic(values);
        ClientKeys keys = new ClientKeys(
                settings,
                ClientKeys.NO_KEY_SOURCE,
                clock,
                new AuditEvents("epic", () -> null, SmartEventPublisher.withoutObservers()));
        return new ClientAuthenticator(
                        settings,
                        new ClientIdentity(settings, new InMemoryRegistrationStore()),
                        new ClientAssertionSigner(settings.assertion(), clock::instant),
                        keys,
                        new SecretRotation(settings, clock),
                        CredentialOverrides.NO_SOURCE)
                .prepare(type, Optional.empty(), TOKEN_ENDPOINT, metadata, true);
    }

    private static Optional<SmartMetadata> offering(String... algorithms) {
        return Optional.of(new SmartMetadata(
                URI.create("https://fhir.example/r4"),
                Json.createObjectBuilder()
                        .add(
                                "token_endpoint_auth_signing_alg_values_supported",
                                Json.createArrayBuilder(List.of(algorithms)))
                        .build()));
    }

    private static JsonObject claims(AuthenticationParameters parameters) {
        String assertion = parameters.formParameters().get("client_assertion");
        String claims = new String(Base64.getUrlDecoder().decode(assertion.split("\\.")[1]), UTF_8);
        return Json.createReader(new StringReader(claims)).readObject();
    }
}
