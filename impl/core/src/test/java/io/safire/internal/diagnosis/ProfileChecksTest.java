package io.safire.internal.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import io.safire.internal.TestPrivateKeys;
import io.safire.internal.authentication.CredentialOverrides;
import io.safire.internal.key.KeyFiles;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileChecksTest {

    private static final String EPIC_URL = "https://fhir.hospital.example/oauth/api/FHIR/R4";

    private final Map<String, String> values = new HashMap<>(Map.of(
            "base-url", "https://fhir.example/r4",
            "client-id", "growth-chart",
            "client-type", "confidential-symmetric",
            "client-secret", "correct-horse",
            "redirect-uri", "https://app.example/callback",
            "scopes", "launch/patient patient/Patient.rs"));

    private Diagnosis diagnose() {
        return ConfigurationDiagnosis.of(values, Map.of(), CredentialOverrides.NO_SOURCE, Clock.systemUTC());
    }

    private List<Finding> findings() {
        return diagnose().checks().stream()
                .filter(check -> check.id().equals("SD-C10"))
                .flatMap(check -> check.findings().stream())
                .toList();
    }

    private void useKey() {
        values.put("client-type", "confidential-asymmetric");
        values.remove("client-secret");
        values.put("private-key", TestPrivateKeys.pem());
        values.put("kid", "k-1");
    }

    /** The columns are the profile, the setting, a value that deviates, and a value that complies. */
    @ParameterizedTest
    @CsvSource({
        "epic, authorize-method, post, get",
        "oracle-health, client-authentication-method, client_secret_post, client_secret_basic",
        "oracle-health, scopes, launch/patient patient/*.rs, launch/patient patient/Patient.rs",
        "oracle-health, refresh-ahead, 0.8, 0.7",
        "openemr, scopes, launch/patient online_access, launch/patient online_access offline_access",
        "openemr, scopes, launch user/Patient.rs user/Patient.write, launch user/Patient.cruds",
        "azure, scopes, launch user/Patient.rs user/Encounter.read, launch user/Patient.rs user/Encounter.rs",
        "azure, scopes, launch user/Patient.cu, launch user/Patient.rs",
        "azure, scopes, launch user/Patient.rs patient/Encounter.rs, launch user/Patient.rs user/Encounter.rs"
    })
    void comparesSettingWithProfile(String profile, String setting, String deviating, String complying) {
        values.put(setting, deviating);
        assertThat(findings()).isEmpty();
        values.put("profile", profile);
        assertThat(findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.id()).isEqualTo("SAFIRE-2286"))
                .satisfies(finding -> assertThat(finding.observed())
                        .contains("safire.epic." + setting, "https://", "read on 2026-11-30"))
                .satisfies(finding -> assertThat(finding.configurationKey()).hasValue("safire.epic." + setting))
                .satisfies(finding -> assertThat(finding.severity()).isLessThanOrEqualTo(Severity.RISK));
        values.put(setting, complying);
        assertThat(findings()).isEmpty();
    }

    @Test
    void allowsPostForEhrLaunch() {
        values.putAll(Map.of("profile", "epic", "authorize-method", "post", "scopes", "launch patient/Patient.rs"));
        assertThat(findings()).isEmpty();
    }

    @Test
    void requiresClientAuthenticationForOfflineAccess() {
        values.put("scopes", "launch/patient patient/Patient.rs offline_access");
        for (String profile : List.of("epic", "oracle-health")) {
            values.putAll(Map.of("profile", profile, "authorize-method", "get", "client-type", "public"));
            assertThat(findings()).singleElement().satisfies(finding -> assertThat(finding.observed())
                    .contains("offline_access"));
            values.put("client-type", "confidential-symmetric");
            assertThat(findings()).isEmpty();
        }
    }

    @Test
    void comparesAlgorithmOfKeyWithProfile() {
        useKey();
        values.put("profile", "openemr");
        assertThat(findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.BROKEN))
                .satisfies(finding ->
                        assertThat(finding.observed()).contains("safire.epic.private-key signs with ES384", "RS384"));
        values.put("private-key", "not a key");
        assertThat(findings()).isEmpty();
    }

    /** The configured algorithm applies to each key, also to the keys of a credential source. */
    @Test
    void comparesConfiguredAlgorithmWithProfile() {
        useKey();
        values.put("private-key", KeyFiles.pkcs8(KeyFiles.rsa(2048)));
        values.put("profile", "openemr");
        assertThat(findings()).isEmpty();
        for (String algorithm : List.of("RS256", "PS384", "ES256")) {
            values.put("assertion-algorithm", algorithm);
            assertThat(findings())
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.BROKEN))
                    .satisfies(finding ->
                            assertThat(finding.configurationKey()).hasValue("safire.epic.assertion-algorithm"))
                    .satisfies(finding -> assertThat(finding.observed())
                            .contains("safire.epic.assertion-algorithm is " + algorithm, "must be signed with RS384"));
        }
        values.put("assertion-algorithm", "RS384");
        assertThat(findings()).isEmpty();
    }

    @Test
    void asksForJwksUrlOfKeyOnAnyCurve() {
        useKey();
        values.putAll(Map.of("profile", "epic", "authorize-method", "get", "assertion-algorithm", "ES256"));
        assertThat(findings()).singleElement().satisfies(finding -> assertThat(finding.observed())
                .contains("safire.epic.jwks-url is not set, and the private key signs with ES256"));
    }

    @Test
    void asksForJwksUrlOfEcKeyWithoutCallingItFault() {
        useKey();
        values.putAll(Map.of("profile", "epic", "authorize-method", "get"));
        assertThat(findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.INFO))
                .satisfies(finding -> assertThat(finding.configurationKey()).hasValue("safire.epic.jwks-url"));
        values.put("jwks-url", "https://app.example/jwks.json");
        assertThat(findings()).isEmpty();
    }

    @Test
    void listsDefaultsOfProfile() {
        values.put("profile", "epic");
        Diagnosis diagnosis = diagnose();
        assertThat(diagnosis.isHealthy()).isTrue();
        assertThat(findings()).extracting(Finding::id).containsExactly("SAFIRE-2288");
        assertThat(findings().get(0).observed()).contains("EHR profile epic", "authorize-method=get");
    }

    @Test
    void suggestsProfileWithDifferencesForKnownAddress() {
        values.put("base-url", EPIC_URL);
        assertThat(diagnose().isHealthy()).isTrue();
        assertThat(findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.id()).isEqualTo("SAFIRE-2287"))
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.INFO))
                .satisfies(finding -> assertThat(finding.observed())
                        .contains(EPIC_URL, "Epic", "the profile sets authorize-method=get"))
                .satisfies(finding -> assertThat(finding.action())
                        .hasValueSatisfying(action -> assertThat(action).endsWith("safire.epic.profile=epic")));
        values.put("authorize-method", "post");
        assertThat(findings().get(0).observed())
                .contains("safire.epic.authorize-method is post")
                .doesNotContain("the profile sets");
        values.put("scopes", "launch patient/Patient.rs");
        assertThat(findings().get(0).observed()).endsWith("none.");
        values.put("profile", "oracle-health");
        assertThat(findings()).isEmpty();
    }
}
