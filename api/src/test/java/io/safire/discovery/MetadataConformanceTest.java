package io.safire.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.safire.diagnosis.Finding;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetadataConformanceTest {

    private static final String PREFIX = "SMART metadata non-compliance: ";
    private static final String METHODS = "code_challenge_methods_supported";

    /** The defects of a document, as members to replace, with the complete list of expected messages. */
    private static Map<Map<String, JsonValue>, List<String>> defects() {
        Map<Map<String, JsonValue>, List<String>> defects = new LinkedHashMap<>();
        for (String member : List.of("grant_types_supported", "token_endpoint", METHODS)) {
            defects.put(Map.of(member, JsonValue.NULL), List.of("required field '" + member + "' is missing"));
        }
        defects.put(Map.of("capabilities", JsonValue.NULL), List.of("required field 'capabilities' is missing"));
        for (String member : List.of("issuer", "jwks_uri")) {
            String missing = "required field '" + member + "' is missing (capability sso-openid-connect)";
            defects.put(Map.of(member, JsonValue.NULL, "capabilities", array("sso-openid-connect")), List.of(missing));
            defects.put(Map.of(member, JsonValue.NULL, "capabilities", array("permission-v2")), List.of());
        }
        for (String capability : List.of("launch-ehr", "launch-standalone")) {
            defects.put(
                    Map.of("authorization_endpoint", JsonValue.NULL, "capabilities", array(capability)),
                    List.of("required field 'authorization_endpoint' is missing"
                            + " (capability launch-ehr or launch-standalone)"));
        }
        defects.put(
                Map.of("authorization_endpoint", JsonValue.NULL, "capabilities", array("client-public")), List.of());
        String noS256 = "'S256' is missing from " + METHODS + " (SMART App Launch 2.2.0 requires S256)";
        String plain = "'plain' is present in " + METHODS + " (SMART App Launch 2.2.0 prohibits plain)";
        defects.put(Map.of(METHODS, array()), List.of(noS256));
        defects.put(Map.of(METHODS, array("plain")), List.of(noS256, plain));
        defects.put(Map.of(METHODS, array("S256", "plain")), List.of(plain));
        defects.put(
                Map.of("token_endpoint", Json.createValue("token")),
                List.of("'token_endpoint' is a relative URL and was resolved to https://fhir.example/token"));
        defects.put(
                Map.of("token_endpoint", Json.createValue(" https://as.example/token ")),
                List.of("'token_endpoint' is not a URL, because of the spaces around it"));
        defects.put(
                Map.of("token_endpoint", Json.createValue("https://as.example/{tenant}/token")),
                List.of("'token_endpoint' is not a URL"));
        defects.put(
                Map.of("token_endpoint", Json.createValue("https://as_1.example/token")),
                List.of("'token_endpoint' is not a URL with a host name that Java accepts (without an underscore)"));
        defects.put(
                Map.of("associated_endpoints", associated("imaging")),
                List.of("'url in associated_endpoints' is a relative URL and was resolved to"
                        + " https://fhir.example/imaging"));
        defects.put(
                Map.of("associated_endpoints", associated("https://fhir.example/{tenant}")),
                List.of("'url in associated_endpoints' is not a URL"));
        return defects;
    }

    @Test
    void reportsNothingAboutCompleteDocument() {
        assertThat(messages(document(Map.of()))).isEmpty();
    }

    @Test
    void reportsEachViolationOnItsOwn() {
        defects().forEach((defect, expected) -> assertThat(messages(document(defect)))
                .as(defect.toString())
                .containsExactlyElementsOf(expected.stream().map(PREFIX::concat).toList()));
    }

    @Test
    void readsAndReportsNamesInDrafts() {
        JsonObject draft = document(Map.of(
                "patientAccessBrandBundle",
                Json.createValue("https://brands.example"),
                "patientAccessPrimaryBrandIdentifier",
                Json.createValue("a|b")));
        assertThat(messages(draft))
                .containsExactly(
                        PREFIX
                                + "'patientAccessBrandBundle' is the name in a draft; in SMART App Launch 2.2.0, the name"
                                + " is 'user_access_brand_bundle'",
                        PREFIX + "'patientAccessPrimaryBrandIdentifier' is the name in a draft; in SMART App Launch"
                                + " 2.2.0, the name is 'user_access_brand_identifier'");
        SmartMetadata metadata = new SmartMetadata(URI.create("https://fhir.example"), draft);
        assertThat(metadata.userAccessBrandBundle()).contains(URI.create("https://brands.example"));
        assertThat(metadata.userAccessBrandIdentifier()).contains("a|b");
    }

    @Test
    void prefersFinalNameOverNameInDraft() {
        JsonObject both = document(Map.of(
                "patientAccessBrandBundle",
                Json.createValue("https://draft.example"),
                "user_access_brand_bundle",
                Json.createValue("https://brands.example")));
        assertThat(messages(both)).isEmpty();
        assertThat(new SmartMetadata(URI.create("https://fhir.example"), both).userAccessBrandBundle())
                .contains(URI.create("https://brands.example"));
    }

    @Test
    void reportsAllViolationsTogether() {
        assertThat(new SmartMetadata(URI.create("https://fhir.example"), JsonValue.EMPTY_JSON_OBJECT).conformance())
                .extracting(finding -> finding.member().orElse(""))
                .containsExactly("grant_types_supported", "token_endpoint", "capabilities", METHODS);
        JsonObject many = document(Map.of(
                "grant_types_supported",
                JsonValue.NULL,
                "issuer",
                JsonValue.NULL,
                "authorization_endpoint",
                JsonValue.NULL,
                METHODS,
                array("plain")));
        assertThat(messages(many)).hasSize(5);
    }

    @Test
    void neverThrowsForMembersOfAnyType() {
        Collection<String> names = document(Map.of()).keySet();
        List<JsonValue> values = List.of(
                JsonValue.TRUE,
                Json.createValue(7),
                Json.createValue(""),
                Json.createValue("http://[malformed"),
                array("a", "b"),
                Json.createArrayBuilder().add(JsonValue.NULL).add(1).build(),
                Json.createObjectBuilder().add("a", 1).build());
        for (JsonValue value : values) {
            JsonObjectBuilder document = Json.createObjectBuilder();
            names.forEach(name -> document.add(name, value));
            SmartMetadata metadata = new SmartMetadata(URI.create("https://fhir.example"), document.build());
            assertThatCode(() -> assertThat(metadata.conformance()).isNotEmpty())
                    .as(value.toString())
                    .doesNotThrowAnyException();
        }
    }

    private static List<String> messages(JsonObject document) {
        return new SmartMetadata(URI.create("https://fhir.example"), document)
                .conformance().stream().map(Finding::message).toList();
    }

    private static JsonObject document(Map<String, JsonValue> changes) {
        JsonObjectBuilder document = Json.createObjectBuilder()
                .add("issuer", "https://as.example")
                .add("jwks_uri", "https://as.example/jwks")
                .add("authorization_endpoint", "https://as.example/authorize")
                .add("token_endpoint", "https://as.example/token")
                .add("registration_endpoint", "https://as.example/register")
                .add("grant_types_supported", array("authorization_code"))
                .add("capabilities", array("launch-ehr", "launch-standalone", "sso-openid-connect"))
                .add("associated_endpoints", JsonValue.EMPTY_JSON_ARRAY)
                .add(METHODS, array("S256"));
        changes.forEach(document::add);
        return document.build();
    }

    private static JsonArray associated(String url) {
        return Json.createArrayBuilder()
                .add(Json.createObjectBuilder().add("url", url))
                .build();
    }

    private static JsonArray array(String... values) {
        return Json.createArrayBuilder(List.of(values)).build();
    }
}
