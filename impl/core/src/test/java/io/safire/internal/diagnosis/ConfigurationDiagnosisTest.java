package io.safire.internal.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.authentication.Credential;
import io.safire.diagnosis.CheckResult;
import io.safire.diagnosis.Confidence;
import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import io.safire.internal.TestPrivateKeys;
import io.safire.internal.authentication.CredentialOverrides;
import io.safire.key.KeyState;
import io.safire.spi.ClientKey;
import io.safire.spi.CredentialSource;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConfigurationDiagnosisTest {

    private final Map<String, String> values = new HashMap<>(Map.of(
            "base-url", "https://fhir.example/r4",
            "client-id", "growth-chart",
            "client-type", "confidential-symmetric",
            "client-secret", "correct-horse",
            "redirect-uri", "https://app.example/callback",
            "scopes", "launch/patient patient/Patient.rs"));

    private CredentialSource credentials = CredentialOverrides.NO_SOURCE;
    private Clock clock = Clock.fixed(Instant.parse("2026-11-30T10:00:00Z"), ZoneOffset.UTC);
    private final Map<String, String> variables = new HashMap<>();

    private Diagnosis diagnose() {
        return ConfigurationDiagnosis.of(values, variables, credentials, clock);
    }

    private List<String> failed() {
        return diagnose().checks().stream()
                .filter(check -> !check.isPassed() && check.notRunReason().isEmpty())
                .map(CheckResult::id)
                .toList();
    }

    @Test
    void reportsNothingForValidConfiguration() {
        assertThat(diagnose().findings()).isEmpty();
    }

    @Test
    void reportsIncompleteDiagnosisAfterTimeLimit() {
        clock = new TickingClock(Duration.ofSeconds(4));
        Diagnosis diagnosis = diagnose();
        assertThat(diagnosis.findings()).extracting(Finding::id).containsExactly("SAFIRE-2297");
        assertThat(diagnosis.isHealthy()).isFalse();
        assertThat(diagnosis.toText()).contains("Not run (the time limit was reached): ");
    }

    @Test
    void namesPathBelowBaseUrl() {
        for (String path :
                List.of("/r4/Patient", "/r4/metadata/", "/r4/$export", "/r4/.well-known/smart-configuration")) {
            values.put("base-url", "https://fhir.example" + path);
            assertThat(failed()).as(path).containsExactly("SD-C03");
        }
        for (String path : List.of("/R4", "/FHIR/api", "/patients", "/")) {
            values.put("base-url", "https://fhir.example" + path);
            assertThat(failed()).as(path).isEmpty();
        }
    }

    @Test
    void distinguishesSpaceInSecretFromCopiedWhiteSpace() {
        values.put("client-type", "confidential-symmetric");
        for (String secret : List.of(" word-of-march", "word of march ")) {
            values.put("client-secret", secret);
            assertThat(diagnose().verdict()).as(secret).isEqualTo(Severity.BROKEN);
        }
        values.put("client-secret", "word-of-march\r\n");
        assertThat(diagnose().verdict()).isEqualTo(Severity.INFO);
        values.put("client-secret", "word of march");
        assertThat(diagnose().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.RISK))
                .satisfies(finding -> assertThat(finding.confidence()).isEqualTo(Confidence.POSSIBLE));
    }

    @Test
    void namesClientIdThatWasNotCopied() {
        for (String text : List.of("<client-id>", "your-client-id", "CHANGEME", "\"growth-chart\"", "growth chart")) {
            values.put("client-id", text);
            assertThat(failed()).as(text).containsExactly("SD-C05");
        }
    }

    @Test
    void namesOddSecretWithoutShowingIt() {
        values.put("client-secret", "'hidden-word'");
        Diagnosis diagnosis = diagnose();
        assertThat(failed()).containsExactly("SD-C06");
        assertThat(diagnosis.toText()).doesNotContain("hidden-word").contains("safire.epic.client-secret");
    }

    @Test
    void notesLoopbackRedirectUriWithoutCallingItFault() {
        values.put("redirect-uri", "http://localhost:8080/callback");
        values.put("allow-insecure-localhost", "true");
        Diagnosis diagnosis = diagnose();
        assertThat(diagnosis.isHealthy()).isTrue();
        assertThat(diagnosis.findings()).hasSize(1);
    }

    @Test
    void notesSecretThatDependsOnEncoding() {
        values.put("client-secret", "needs+encoding");
        Diagnosis diagnosis = diagnose();
        assertThat(diagnosis.isHealthy()).isTrue();
        assertThat(diagnosis.findings()).extracting(Finding::id).containsExactly("SAFIRE-2282");
    }

    @Test
    void namesExpressionThatWasNotReplaced() {
        values.put("client-id", "\\${vault.id}");
        assertThat(failed()).containsExactly("SD-C05");
        assertThat(diagnose().findings()).extracting(Finding::id).containsExactly("SAFIRE-2208");
    }

    @Test
    void namesEndpointInBaseUrl() {
        for (String path : List.of("/oauth2/token", "/authorize/", "/auth/login", "/oauth2")) {
            values.put("base-url", "https://fhir.example" + path);
            assertThat(diagnose().findings()).as(path).extracting(Finding::id).containsExactly("SAFIRE-2207");
        }
    }

    @Test
    void notesSettingInSeveralSources() {
        variables.put("SAFIRE_EPIC_CLIENT_ID", "growth-chart");
        assertThat(diagnose().findings()).isEmpty();
        variables.put("SAFIRE_EPIC_CLIENT_ID", "other");
        Diagnosis diagnosis = diagnose();
        assertThat(diagnosis.isHealthy()).isTrue();
        assertThat(diagnosis.findings()).extracting(Finding::id).containsExactly("SAFIRE-2281");
        assertThat(diagnosis.findings().get(0).observed())
                .contains("safire.epic.client-id")
                .doesNotContain("other");
    }

    @Test
    void namesAllMissingSettings() {
        values.remove("client-id");
        values.remove("client-secret");
        Diagnosis diagnosis = diagnose();
        assertThat(failed()).containsExactly("SD-C09");
        assertThat(diagnosis.toText()).contains("safire.epic.client-id").contains("safire.epic.client-secret");
    }

    @Test
    void requiresNoSecretIfApplicationProvidesCredentials() {
        values.remove("client-secret");
        assertThat(failed()).containsExactly("SD-C09");
        credentials = server -> Optional.of(Credential.secret("of-the-source"));
        assertThat(failed()).isEmpty();
    }

    @Test
    void notesMissingScopesWithoutCallingThemFault() {
        values.remove("scopes");
        Diagnosis diagnosis = diagnose();
        assertThat(diagnosis.isHealthy()).isTrue();
        assertThat(diagnosis.findings()).hasSize(1);
    }

    private void useKey(String kid) {
        values.put("client-type", "confidential-asymmetric");
        values.remove("client-secret");
        values.put("private-key", TestPrivateKeys.pem());
        values.put("kid", kid);
    }

    @Test
    void namesKidThatWasNotCopied() {
        useKey("2026-01");
        assertThat(diagnose().findings()).isEmpty();
        for (String kid : List.of("2026 01", "'2026-01'", "<kid>", "2026\u201301")) {
            values.put("kid", kid);
            assertThat(failed()).as(kid).containsExactly("SD-K04");
            assertThat(diagnose().verdict()).as(kid).isEqualTo(Severity.RISK);
        }
        useKey("2026-01");
        values.put("retiring-kid", "2025 12");
        assertThat(diagnose().findings()).singleElement().satisfies(finding -> assertThat(finding.configurationKey())
                .hasValue("safire.epic.retiring-kid"));
    }

    @Test
    void ignoresKidOfClientWithSecret() {
        values.put("kid", "2026 01");
        assertThat(failed()).isEmpty();
    }

    @Test
    void signsOnceInDiagnosisAndNeverForReadiness() {
        values.put("client-type", "confidential-asymmetric");
        values.remove("client-secret");
        KeyPair pair = TestPrivateKeys.pair();
        AtomicInteger signatures = new AtomicInteger();
        ClientKey key = ClientKey.signer("2026-01", KeyState.ACTIVE, pair.getPublic(), input -> {
            signatures.incrementAndGet();
            Signature signature = Signature.getInstance("SHA384withECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(input);
            return signature.sign();
        });
        ConfigurationDiagnosis.run(values, variables, credentials, server -> List.of(key), clock, clients -> {
            assertThat(clients.configurationFindings("epic")).isEmpty();
            assertThat(signatures).hasValue(0);
            assertThat(ConfigurationDiagnosis.of(clients).findings()).isEmpty();
            assertThat(signatures).hasValue(1);
            return true;
        });
        values.put("profile", "epic");
        signatures.set(0);
        ConfigurationDiagnosis.run(values, variables, credentials, server -> List.of(key), clock, clients -> {
            clients.configurationFindings("epic");
            assertThat(signatures).hasValue(0);
            ConfigurationDiagnosis.of(clients);
            assertThat(signatures).hasValue(1);
            return true;
        });
    }

    @Test
    void runsNoCheckOfKeyThatCannotBeRead() {
        values.put("client-type", "confidential-asymmetric");
        values.remove("client-secret");
        values.put("private-key", "not a key");
        values.put("kid", "k-1");
        Diagnosis diagnosis = diagnose();
        assertThat(failed()).containsExactly("SD-K01");
        assertThat(diagnosis.toText()).contains("Not run (because of SD-K01): SD-K07 SD-K05 SD-K06");
    }

    /** A clock that advances each time it is read. */
    private static final class TickingClock extends Clock {

        private final Duration tick;
        private Instant now = Instant.EPOCH;

        TickingClock(Duration tick) {
            this.tick = tick;
        }

        @Override
        public Instant instant() {
            now = now.plus(tick);
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
