package io.safire.internal.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.diagnosis.DiagnosisMode;
import io.safire.diagnosis.DiagnosisOptions;
import io.safire.diagnosis.Severity;
import io.safire.error.ConfigurationException;
import io.safire.internal.LogCapture;
import io.safire.internal.TestServers;
import io.safire.internal.config.ConfiguredServers;
import io.safire.internal.diagnosis.Doctor;
import io.safire.internal.registration.InMemoryRegistrationStore;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfiguredClientsTest {

    private final Map<String, String> values = new HashMap<>(Map.of("safire.epic.base-url", "https://fhir.example/r4"));

    @Test
    void reportsAllErrorsOfAllServersAtOnce() {
        values.put("safire.epic.token-endpoint", "http://as.example/token");
        values.put("safire.epic.redirect-uri", "/callback");
        values.put("safire.epic.client-type", "secret");
        values.put("safire.epic.read-timeout", "15");
        values.put("safire.cerner.base-url", "ftp://fhir.example");
        values.put("safire.athena.base-url", "https://fhir.athena.example");
        register("athena", "confidential-asymmetric", "private-key", "damaged");
        values.put("safire.athena.kid", "k1");
        assertThatThrownBy(() -> clients().validate(List.of("missing"), false))
                .isInstanceOfSatisfying(ConfigurationException.class, thrown -> {
                    assertThat(thrown.missingAttributes()).containsExactly("base_url");
                    assertThat(thrown.nonHttpsUriAttributes()).containsExactlyInAnyOrder("token_endpoint", "base_url");
                    assertThat(thrown.invalidUriAttributes()).containsExactly("redirect_uri");
                    assertThat(thrown.invalidAttribute()).isPresent();
                })
                .hasMessageContaining(
                        "epic: Configuration requires HTTPS for: token_endpoint (http://as.example/token).")
                .hasMessageContaining("Set safire.epic.token-endpoint to an https URL.")
                .hasMessageContaining("epic: Configuration has invalid URIs: redirect_uri (/callback).")
                .hasMessageContaining("Set safire.epic.redirect-uri to an absolute URL")
                .hasMessageContaining("epic: Invalid client_type: secret; valid: public, confidential-symmetric,"
                        + " confidential-asymmetric. Change safire.epic.client-type.")
                .hasMessageContaining("epic: Invalid read_timeout: 15; valid: ISO-8601 durations")
                .hasMessageContaining("Change safire.epic.read-timeout.")
                .hasMessageContaining("cerner: Configuration requires HTTPS for: base_url (ftp://fhir.example).")
                .hasMessageContaining("Set safire.cerner.base-url to an https URL.")
                .hasMessageContaining("athena: private_key cannot be used: ")
                .hasMessageContaining("Change safire.athena.private-key.")
                .hasMessageContaining("missing: Configuration missing: base_url.")
                .hasMessageContaining("Set safire.missing.base-url");
    }

    @Test
    void describesOneErrorOfEachKindForPrograms() {
        values.put("safire.epic.client-type", "secret");
        assertThatThrownBy(() -> clients().validate(List.of("epic"), false))
                .isInstanceOfSatisfying(ConfigurationException.class, thrown -> {
                    assertThat(thrown.invalidAttribute()).contains("client_type");
                    assertThat(thrown.invalidValue()).contains("secret");
                    assertThat(thrown.validValues())
                            .containsExactly("public", "confidential-symmetric", "confidential-asymmetric");
                    assertThat(thrown.missingAttributes()).isEmpty();
                });
    }

    @Test
    void acceptsValidSettings() {
        clients().validate(List.of("epic"), true);
        assertThat(clients().client("epic").name()).isEqualTo("epic");
    }

    @Test
    void namesArtifactOfMissingBrandModule() {
        ConfiguredClients clients = clients();
        assertThatThrownBy(() -> clients.client("epic").brands())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("SAFIRE-1806 epic: ")
                .hasMessageContaining("io.safire:safire-brands");
        assertThatThrownBy(() -> clients.brands(URI.create("https://vendor.example/brands")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("io.safire:safire-brands");
    }

    @Test
    void rejectsSettingOfMissingBrandModule() {
        values.put("safire.epic.brand-bundle-limit", "50");
        assertThatThrownBy(() -> clients().validate(List.of("epic"), false))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("safire.epic.brand-bundle-limit (add the artifact io.safire:safire-brands)");
        values.put("safire.unknown-keys", "warn");
        clients().validate(List.of("epic"), false);
    }

    @Test
    void warnsAboutSharedSecret() {
        register("epic", "confidential-symmetric", "client-secret", "hidden-word");
        register("cerner", "confidential-symmetric", "client-secret", "hidden-word");
        values.put("safire.cerner.base-url", "https://fhir.cerner.example/r4");
        assertThat(warnings()).singleElement().asString().contains("SAFIRE-0114", "cerner, epic", "client-secret");
        assertThat(warnings().toString()).doesNotContain("hidden-word");
        values.put("safire.cerner.base-url", "https://fhir.example/backend");
        assertThat(warnings()).isEmpty();
        values.put("safire.cerner.base-url", "https://fhir.cerner.example/r4");
        values.put("safire.cerner.client-id", "another");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void diagnosesSharedSecret() {
        for (String name : List.of("epic", "cerner", "alone")) {
            register(name, "confidential-symmetric", "client-secret", "alone".equals(name) ? "other" : "hidden-word");
            values.put("safire." + name + ".base-url", "https://fhir." + name + ".example/r4");
        }
        ConfiguredClients clients = clients();
        clients.validate(List.of("epic"), false);
        assertThat(clients.configurationFindings("epic"))
                .filteredOn(finding -> finding.id().equals("SAFIRE-0114"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.RISK);
                    assertThat(finding.message()).contains("cerner, epic").doesNotContain("hidden-word");
                });
        assertThat(clients.configurationFindings("alone"))
                .noneMatch(finding -> finding.id().equals("SAFIRE-0114"));
    }

    @Test
    void examinesConfigurationWithoutLog() {
        register("epic", "confidential-symmetric", "client-secret", " blank ");
        ConfiguredClients clients = clients();
        try (LogCapture log = new LogCapture(Doctor.class.getName())) {
            assertThat(clients.configurationFindings("epic")).isNotEmpty();
            assertThat(log.lines()).isEmpty();
            clients.client("epic").diagnose(DiagnosisOptions.defaults().withMode(DiagnosisMode.CONFIG));
            assertThat(log.lines()).hasSize(1);
        }
    }

    @Test
    void warnsAboutSharedKeyWithoutTokenEndpoint() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----";
        for (String name : List.of("epic", "cerner")) {
            register(name, "confidential-asymmetric", "private-key", pem);
            values.put("safire." + name + ".kid", "of-" + name);
        }
        values.put("safire.cerner.base-url", "https://fhir.cerner.example/r4");
        assertThat(warnings()).singleElement().asString().contains("cerner, epic", "private-key", "token-endpoint");
        values.put("safire.epic.token-endpoint", "https://as.example/token");
        values.put("safire.cerner.token-endpoint", "https://as.cerner.example/token");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void selectsServerOfLaunchByDocumentedRule() {
        values.put("safire.zeta.base-url", "https://fhir.example/r4/");
        values.put("safire.zeta.redirect-uri", "https://app.example/zeta");
        assertThat(clients().forLaunch("https://fhir.example/r4").name()).isEqualTo("zeta");
        values.put("safire.epic.redirect-uri", "https://app.example/epic");
        assertThat(clients().forLaunch("https://fhir.example/r4").name()).isEqualTo("epic");
        values.put("safire.base-url", "https://fhir.example/r4");
        assertThat(clients().forLaunch("https://fhir.example/r4").name()).isEqualTo("epic");
        values.put("safire.redirect-uri", "https://app.example/default");
        values.put("safire.alpha.base-url", "https://fhir.example/r4");
        values.put("safire.alpha.redirect-uri", "https://app.example/alpha");
        assertThat(clients().forLaunch("https://fhir.example/r4").name()).isEqualTo("default");
    }

    /** An unauthenticated request can cause this log message, so the length of the message is limited. */
    @Test
    void limitsLengthOfUnknownIssuerMessage() {
        for (int number = 0; number < 500; number++) {
            values.put("safire.hospital-" + number + ".base-url", "https://fhir" + number + ".example/r4");
        }
        assertThatThrownBy(() -> clients().forLaunch("https://evil.example/" + "x".repeat(1_000)))
                .hasMessageStartingWith("SAFIRE-0407 ")
                .hasMessageContaining("hospital-1")
                .extracting(Throwable::getMessage)
                .asString()
                .hasSizeLessThan(1_000);
    }

    @Test
    void listsUnresolvedExpressionWithErrorsOfOtherServers() {
        register("epic", "confidential-symmetric", "client-secret", "${SMART_CLIENT_SECRET}");
        register("cerner", "confidential-asymmetric", "private-key", "damaged");
        values.put("safire.cerner.base-url", "https://fhir.cerner.example/r4");
        values.put("safire.cerner.kid", "k1");
        values.put("safire.typo.kid", "k1");
        assertThatThrownBy(() -> clients().validate(List.of("missing"), false))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("safire.epic.client-secret is set in")
                .hasMessageContaining("${SMART_CLIENT_SECRET} has no value")
                .hasMessageContaining("Change safire.cerner.private-key.")
                .hasMessageContaining("safire.missing.base-url")
                .hasMessageContaining("safire.typo.kid");
    }

    /** The application can pass a credential to each call, so a missing credential does not stop the deployment. */
    @Test
    void warnsAboutMissingCredential() {
        values.put("safire.epic.client-type", "confidential-symmetric");
        assertThat(missingCredentials()).isEmpty(); // the registration of the client provides the secret
        values.put("safire.epic.client-id", "app");
        assertThat(missingCredentials())
                .containsExactly(
                        "WARNING SAFIRE-0118 epic: Configuration missing: client_secret. Token requests fail unless"
                                + " the application passes a credential to each call. Set safire.epic.client-secret.");
        values.put("safire.epic.client-secret", "hidden-word");
        assertThat(missingCredentials()).isEmpty();
        values.put("safire.epic.client-type", "confidential-asymmetric");
        assertThat(missingCredentials())
                .singleElement()
                .asString()
                .contains("Configuration missing: private_key, kid.", "you can set safire.epic.private-key.location.");
        values.put("safire.epic.client-type", "public");
        assertThat(missingCredentials()).isEmpty();
    }

    private List<String> missingCredentials() {
        try (LogCapture log = new LogCapture(MissingCredential.class.getName())) {
            clients().validate(List.of(), false);
            return log.lines();
        }
    }

    private void register(String name, String type, String credential, String value) {
        values.put("safire." + name + ".client-id", "app");
        values.put("safire." + name + ".client-type", type);
        values.put("safire." + name + "." + credential, value);
    }

    @Test
    void warnsOnceAboutHttpOnLoopback() {
        assertThat(warnings(LoopbackHttp.class)).isEmpty();
        values.put("safire.local.base-url", "http://localhost:8080/fhir");
        values.put("safire.callback.base-url", "https://fhir.example/r4");
        values.put("safire.callback.allow-insecure-localhost", "true");
        values.put("safire.callback.redirect-uri", "http://127.0.0.1:8080/callback");
        assertThat(warnings(LoopbackHttp.class))
                .singleElement()
                .asString()
                .startsWith("WARNING SAFIRE-0130 ")
                .contains("these servers: callback, local.", "allow-insecure-localhost");
    }

    private List<String> warnings() {
        return warnings(SharedCredentials.class);
    }

    private List<String> warnings(Class<?> check) {
        try (LogCapture log = new LogCapture(check.getName())) {
            clients().validate(List.of(), false);
            return log.lines();
        }
    }

    private ConfiguredClients clients() {
        ConfiguredServers servers = TestServers.of(values);
        ClientEnvironment environment =
                new ClientEnvironment(Clock.systemUTC(), new SecureRandom(), new InMemoryRegistrationStore());
        return new ConfiguredClients(
                servers,
                (transport, onRetry) -> request -> {
                    throw new IllegalStateException("Unexpected request");
                },
                environment);
    }
}
