package io.safire.tck.diagnosis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.CloseableSmartClient;
import io.safire.SmartClient;
import io.safire.diagnosis.Confidence;
import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.DiagnosisOptions;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import io.safire.sandbox.ClientKeyPair;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.sandbox.control.ServerCertificate;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks of the JWKS that a client publishes: each check reports its fault, and nothing for a JWKS that works. */
class PublishedKeysDiagnosisTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    static @Nullable Path folder;

    private static @Nullable Lab lab;

    private Situation situation;

    @BeforeAll
    static void open() {
        lab = new Lab(requireNonNull(folder));
    }

    @AfterAll
    static void close() {
        requireNonNull(lab).close();
    }

    @BeforeEach
    void prepare() {
        situation = SetUp.BACKEND.open(requireNonNull(lab));
    }

    private Diagnosis diagnose(String... checks) {
        try (CloseableSmartClient client = SmartClient.create(situation.clientSettings())) {
            return client.diagnose(
                    DiagnosisOptions.defaults().withTimeout(LIMIT).withOnly(Set.of(checks)));
        }
    }

    private List<String> ids(String... checks) {
        return diagnose(checks).findings().stream().map(Finding::id).toList();
    }

    private static JsonValue jwk(String jwks) {
        return Json.of(jwks).getJsonArray("keys").get(0);
    }

    /** Publishes the JWKS at a host with the given certificate, whose authority the client trusts. */
    private void publishAt(ServerCertificate certificate) {
        SandboxServer host = situation.lab().openHttps(certificate);
        situation
                .set("trust-store.location", situation.lab().authorityFile())
                .publishAt(host.publish("jwks.json", Json.of(situation.keys().jwks()), "max-age=3600")
                        .toString());
    }

    @Test
    void namesIncompleteChainThatOnlyClientTrusts() {
        KeyFaults.publishWithIncompleteChain(situation);
        Diagnosis diagnosis = diagnose("SD-J0");
        assertThat(diagnosis.findings()).extracting(Finding::id).containsExactly("SAFIRE-2229");
        assertThat(diagnosis.verdict()).isEqualTo(Severity.RISK);
    }

    @Test
    void acceptsChainThatEndsAtRoot() {
        publishAt(ServerCertificate.VALID);
        assertThat(ids("SD-J0")).isEmpty();
    }

    @Test
    void namesRejectedCertificateBeforeOtherChecks() {
        publishAt(ServerCertificate.EXPIRED);
        Diagnosis diagnosis = diagnose("SD-K01", "SD-J0");
        assertThat(diagnosis.findings()).extracting(Finding::id).containsExactly("SAFIRE-2228");
        assertThat(diagnosis.toText()).contains("Not run (because of SD-J02): SD-J01");
    }

    @Test
    void namesStatusOfJwks() {
        situation.publishAt(situation.server().publishedUrl("none.json").toString());
        assertThat(ids("SD-J01")).containsExactly("SAFIRE-2221");
    }

    @Test
    void comparesMaxAgeWithPublicationTime() {
        situation.publish(situation.keys().jwks(), "max-age=108001");
        assertThat(ids("SD-J06")).containsExactly("SAFIRE-2214");
        situation.publish(situation.keys().jwks(), "max-age=108000");
        assertThat(ids("SD-J06")).isEmpty();
        situation.set("key-publication-time", "PT1H").set("jwks-cache", "PT1H");
        assertThat(ids("SD-J06")).containsExactly("SAFIRE-2214");
    }

    @Test
    void comparesAgeWithPublicationTime() {
        assertThat(withAge("108001")).containsExactly("SAFIRE-2215");
        assertThat(withAge("108000")).isEmpty();
        assertThat(withAge("old")).isEmpty();
    }

    private List<String> withAge(String age) {
        situation.server().script(Endpoint.PUBLISHED, ScriptedResponse.normal().header("Age", age));
        return ids("SD-J06");
    }

    @Test
    void requiresRetiringAndNextKeyInJwks() {
        ClientKeyPair retiring = ClientKeyPair.generate("2025-12");
        ClientKeyPair next = ClientKeyPair.generate("2026-02");
        situation
                .set("retiring-key", retiring.privateKeyPem())
                .set("retiring-kid", retiring.kid())
                .set("next-key", next.privateKeyPem())
                .set("next-kid", next.kid())
                .set(
                        "private-key.published-since",
                        Instant.now().minus(Duration.ofDays(3)).toString());
        assertThat(ids("SD-J07")).containsExactlyInAnyOrder("SAFIRE-2216", "SAFIRE-2217");
        situation.publish("{'keys':[" + jwk(retiring.jwks()) + "," + jwk(next.jwks()) + ","
                + jwk(situation.keys().jwks()) + "]}");
        assertThat(ids("SD-J07")).isEmpty();
        situation.publish("{'keys':[" + jwk(retiring.jwks()) + ","
                + jwk(situation.keys().jwks().replace("2026-01", "2026-02")) + ","
                + jwk(situation.keys().jwks()) + "]}");
        assertThat(ids("SD-J07")).containsExactly("SAFIRE-2216");
    }

    @Test
    void namesKidOfSeveralKeys() {
        JsonValue other = jwk(ClientKeyPair.generate("2026-01").jwks());
        situation.publish("{'keys':[" + other + "," + jwk(situation.keys().jwks()) + "]}");
        assertThat(ids("SD-J04")).containsExactly("SAFIRE-2213");
        situation.publish("{'keys':[" + jwk(situation.keys().jwks()) + ","
                + jwk(situation.keys().jwks()) + "]}");
        assertThat(ids("SD-J04")).isEmpty();
    }

    @Test
    void ignoresUseOfOtherKeyWithSameKid() {
        String other = ClientKeyPair.generate("2026-01").jwks().replace("\"use\":\"sig\"", "\"use\":\"enc\"");
        situation.publish("{'keys':[" + jwk(other) + "," + jwk(situation.keys().jwks()) + "]}");
        assertThat(ids("SD-J05")).isEmpty();
        situation.publish(situation.keys().jwks().replace("\"use\":\"sig\"", "\"use\":\"enc\""));
        assertThat(ids("SD-J05")).containsExactly("SAFIRE-2226");
    }

    @Test
    void rejectsUnusableJwks() {
        assertThat(ids("SD-J03")).isEmpty();
        situation.publish("{'keys':[]}");
        assertThat(ids("SD-J03")).containsExactly("SAFIRE-2222");
        situation.publish(situation.keys().jwks().replace("\"kty\"", "\"d\":\"AAAA\",\"kty\""));
        assertThat(ids("SD-J03")).containsExactly("SAFIRE-2223");
    }

    @Test
    void distinguishesLateResponseFromMissingResponse() {
        situation.always(Endpoint.PUBLISHED, ScriptedResponse.normal().hold());
        Finding late = diagnoseWithin("PT1M").findings().get(0);
        assertThat(late.id()).isEqualTo("SAFIRE-2296");
        assertThat(late.severity()).isEqualTo(Severity.RISK);
        assertThat(late.confidence()).isEqualTo(Confidence.POSSIBLE);
        assertThat(late.observed()).contains("/published/jwks.json");
        Diagnosis missing = diagnoseWithin("PT0.05S");
        assertThat(missing.findings()).extracting(Finding::id).containsExactly("SAFIRE-2221");
        assertThat(missing.verdict()).isEqualTo(Severity.BROKEN);
        situation.server().release();
    }

    /** Runs a diagnosis of three seconds, in which the client itself waits longer or shorter. */
    private Diagnosis diagnoseWithin(String readTimeout) {
        situation.set("read-timeout", readTimeout);
        try (CloseableSmartClient client = SmartClient.create(situation.clientSettings())) {
            return client.diagnose(DiagnosisOptions.defaults()
                    .withTimeout(Duration.ofSeconds(3))
                    .withOnly(Set.of("SD-J01", "SD-J03")));
        }
    }
}
