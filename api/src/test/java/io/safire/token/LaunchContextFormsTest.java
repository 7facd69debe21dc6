package io.safire.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.diagnosis.Finding;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which servers send the launch context. Nothing is ignored without a finding. */
class LaunchContextFormsTest {

    private static final String READ = "SAFIRE-0026";
    private static final String IGNORED = "SAFIRE-0027";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"456\"'|456",
                "'\"pat-1\"'|pat-1",
                "'\"urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0\"'|urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"
            })
    void readsIdWithoutFinding(String value, String id) {
        LaunchContext context = context("{\"patient\":" + value + "}");
        assertThat(context.patient()).contains(id);
        assertThat(context.findings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Patient/456\"",
                "\" Patient/456 \"",
                "\"/Patient/456\"",
                "\"Patient/456/_history/2\"",
                "456",
                "{\"reference\":\"Patient/456\"}"
            })
    void readsIdOfReferenceAndDigitsOfNumberWithFinding(String value) {
        LaunchContext context =
                context("{\"patient\":" + value + ",\"encounter\":" + value.replace("Patient", "Encounter") + "}");
        assertThat(context.patient()).contains("456");
        assertThat(context.encounter()).contains("456");
        assertThat(ids(context)).containsExactly(READ + " patient", READ + " encounter");
        assertThat(context.findings().toString()).doesNotContain("456");
        assertThat(Introspection.of(context.members()).context().patient()).contains("456");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\" \"",
                "true",
                "4.5",
                "-4",
                "1e3",
                "[\"456\"]",
                "{}",
                "{\"reference\":7}",
                "\"Observation/456\"",
                "\"https://other-hospital.example/fhir/Patient/456\""
            })
    void ignoresOtherIdsWithFinding(String value) {
        LaunchContext context = context("{\"patient\":" + value + "}");
        assertThat(context.patient()).isEmpty();
        assertThat(ids(context)).containsExactly(IGNORED + " patient");
    }

    @Test
    void readsStringsInFhirContext() {
        LaunchContext strings = context("{\"fhirContext\":[\"ImagingStudy/1\",\"https://fhir.example/r4/Task/2\"]}");
        assertThat(strings.fhirContext())
                .extracting(item -> item.reference().orElseThrow())
                .containsExactly("ImagingStudy/1", "https://fhir.example/r4/Task/2");
        assertThat(strings.fhirContext().get(0).role()).isEqualTo("launch");
        assertThat(ids(strings)).containsExactly(READ + " fhirContext");
        LaunchContext single = context("{\"fhirContext\":{\"reference\":\"Task/2\"}}");
        assertThat(single.fhirContext()).hasSize(1);
        assertThat(ids(single)).containsExactly(READ + " fhirContext");
        LaunchContext text = context("{\"fhirContext\":\"Task/2\"}");
        assertThat(text.fhirContext()).hasSize(1);
        assertThat(ids(text)).containsExactly(READ + " fhirContext");
        LaunchContext partly = context("{\"fhirContext\":[{\"reference\":\"Task/2\"},7,\"no reference\"]}");
        assertThat(partly.fhirContext()).hasSize(1);
        assertThat(ids(partly)).containsExactly(IGNORED + " fhirContext");
        assertThat(ids(context("{\"fhirContext\":[{\"reference\":\"Task/2\"}]}")))
                .isEmpty();
        assertThat(ids(context("{\"fhirContext\":[]}"))).isEmpty();
    }

    @Test
    void reportsOtherMembersOfWrongType() {
        LaunchContext read = context("{\"need_patient_banner\":\"false\",\"tenant\":42}");
        assertThat(read.needPatientBanner()).contains(false);
        assertThat(read.tenant()).contains("42");
        assertThat(ids(read)).containsExactly(READ + " need_patient_banner", READ + " tenant");
        LaunchContext ignored =
                context("{\"need_patient_banner\":1,\"intent\":7,\"smart_style_url\":[],\"tenant\":false,\"other\":7}");
        assertThat(ignored.needPatientBanner()).isEqualTo(Optional.empty());
        assertThat(ids(ignored))
                .containsExactly(
                        IGNORED + " need_patient_banner",
                        IGNORED + " intent",
                        IGNORED + " smart_style_url",
                        IGNORED + " tenant");
        assertThat(ids(context("{\"patient\":null,\"intent\":null,\"fhirContext\":null}")))
                .isEmpty();
    }

    @Test
    void reportsContextOfIntrospection() {
        Introspection introspection =
                Introspection.of(object("{\"active\":true,\"scope\":\"openid,launch\",\"patient\":\"Patient/456\"}"));
        assertThat(introspection.scopes().values()).containsExactly("openid", "launch");
        assertThat(introspection.findings()).extracting(Finding::id).containsExactly("SAFIRE-0025", READ);
        Introspection array = Introspection.of(object("{\"active\":true,\"scope\":[\"openid\",\"launch\"]}"));
        assertThat(array.scopes().values()).containsExactly("openid", "launch");
        assertThat(Introspection.of(object("{\"active\":true}")).findings())
                .extracting(Finding::id)
                .containsExactly("SAFIRE-0029");
        assertThat(Introspection.of(object("{\"active\":false}")).findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "null, missing",
        "'\"\"', missing",
        "7, 'not a string, but a number'",
        "{}, 'not a string, but an object'",
        "false, 'not a string, but a boolean'",
        "'[\"openid\"]', 'not a string, but an array'",
        "'\"\u00fc\"', 'not a list of scopes, because it contains a character that no scope contains'"
    })
    void namesIntrospectionWhoseScopeCannotBeRead(String scope, String observed) {
        Introspection introspection = Introspection.of(object("{\"active\":true,\"scope\":" + scope + "}"));
        assertThat(introspection.findings())
                .extracting(Finding::observed)
                .containsExactly("SMART introspection response non-compliance: 'scope' is " + observed);
    }

    @Test
    void namesResponseOfEachFinding() {
        String members = "\"scope\":\"openid,launch\",\"patient\":\"Patient/456\",\"encounter\":[]}";
        assertThat(Introspection.of(object("{\"active\":true," + members)).findings())
                .hasSize(3)
                .allMatch(finding -> finding.observed().contains("SMART introspection response"));
        String response = "{\"access_token\":\"a\",\"token_type\":\"Bearer\"," + members;
        assertThat(TokenResponse.conformance(object(response), TokenFlow.AUTHORIZATION_CODE))
                .hasSize(3)
                .allMatch(finding -> finding.observed().contains("SMART token response"));
    }

    private static List<String> ids(LaunchContext context) {
        return context.findings().stream()
                .map(finding -> finding.id() + " " + finding.member().orElse(""))
                .toList();
    }

    private static LaunchContext context(String json) {
        return new LaunchContext(object(json));
    }

    private static JsonObject object(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
