package io.safire.internal.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.safire.diagnosis.Finding;
import io.safire.discovery.SmartMetadata;
import io.safire.error.AuthorizationException;
import io.safire.error.ValidationException;
import io.safire.internal.TestServers;
import io.safire.internal.discovery.MixUpDefense;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import jakarta.json.Json;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Error responses (RFC 6749, section 4.1.2.1), and responses that do not belong to the request. */
class AuthorizationErrorTest {

    private static final Map<String, String> PARAMETERS = Map.of(
            "client_id", "app",
            "state", "s-1",
            "scope", "launch/patient patient/*.rs offline_access",
            "aud", "https://fhir.example/r4",
            "redirect_uri", "https://app.example/callback");

    private static final AuthorizationResponseValidator VALIDATOR =
            new AuthorizationResponseValidator(TestServers.epic(), new MixUpDefense(List::of));

    @ParameterizedTest
    @CsvSource({
        "access_denied, SAFIRE-0411",
        "invalid_scope, SAFIRE-0412",
        "unauthorized_client, SAFIRE-0413",
        "server_error, SAFIRE-0414",
        "temporarily_unavailable, SAFIRE-0414",
        "invalid_request, SAFIRE-0415",
        "vendor_error, SAFIRE-0415"
    })
    void namesCauseOfEachError(String error, String cause) {
        AuthorizationException rejected = reject(request(Map.of()), "error=" + error);
        assertThat(rejected.code()).isEqualTo("SAFIRE-0406");
        assertThat(rejected.errorCode()).contains(error);
        assertThat(ids(rejected)).contains(cause);
    }

    @Test
    void repeatsErrorWithoutStateAndCode() {
        AuthorizationException rejected = reject(
                request(Map.of()),
                "error=access_denied&error_description=not%0Atoday&error_uri=https://as.example/e&code=c-1&x=y");
        assertThat(rejected).hasMessageContaining("access_denied \u2014 not today \u2014 https://as.example/e");
        assertThat(rejected.errorDescription()).contains("not\ntoday");
        assertThat(rejected.errorUri()).contains("https://as.example/e");
        assertThat(rejected.members().keySet())
                .containsExactlyInAnyOrder("error", "error_description", "error_uri", "x");
    }

    @Test
    void namesAudienceIfErrorNamesIt() {
        for (String description : List.of("bad+aud", "Unknown+AUDIENCE")) {
            AuthorizationException rejected =
                    reject(request(Map.of()), "error=invalid_request&error_description=" + description);
            assertThat(finding(rejected, "SAFIRE-0418").message())
                    .contains("https://fhir.example/r4")
                    .contains("safire.epic.authorization-audience")
                    .contains("safire.epic.base-url");
        }
        assertThat(ids(reject(request(Map.of()), "error=invalid_request&error_description=fraud")))
                .doesNotContain("SAFIRE-0418");
    }

    @Test
    void explainsCodeOfVendor() {
        AuthorizationException rejected = reject(
                request(Map.of()),
                "error=invalid_request&error_uri=https://ehr.example/e?c=urn:cerner:error:authorization-server:oauth2:grant:unknown-client");
        assertThat(rejected.findings()).anySatisfy(finding -> assertThat(finding.message())
                .contains("the client_id is not registered", "safire.epic.client-id"));
    }

    @Test
    void namesLaunchParameterOnlyIfItWasSent() {
        String response = "error=invalid_request&error_description=unknown+launch";
        assertThat(ids(reject(request(Map.of("launch", "l")), response))).contains("SAFIRE-0419");
        assertThat(ids(reject(request(Map.of()), response))).doesNotContain("SAFIRE-0419");
        assertThat(ids(reject(request(Map.of("launch", "l")), "error=invalid_request&error_description=relaunched")))
                .doesNotContain("SAFIRE-0419");
    }

    @Test
    void comparesScopesWithMetadataAfterInvalidScope() {
        Optional<SmartMetadata> metadata = Optional.of(new SmartMetadata(
                URI.create("https://fhir.example/r4"),
                Json.createObjectBuilder()
                        .add("scopes_supported", Json.createArrayBuilder(List.of("launch/patient", "patient/*.rs")))
                        .build()));
        AuthorizationRequest request = request(Map.of());
        assertThat(finding(reject(request, "error=invalid_scope", metadata), "SAFIRE-0634")
                        .message())
                .contains("offline_access")
                .doesNotContain("launch/patient");
        assertThat(ids(reject(request, "error=invalid_request", metadata))).doesNotContain("SAFIRE-0634");
    }

    @Test
    void givesAdministratorTheValuesOfTheRequest() {
        assertThat(finding(reject(request(Map.of()), "error=invalid_request"), "SAFIRE-0415")
                        .administratorRequest()
                        .orElseThrow())
                .contains("client_id app")
                .contains("redirect_uri https://app.example/callback")
                .contains("aud https://fhir.example/r4")
                .contains("authorization endpoint https://as.example/authorize")
                .doesNotContain("s-1");
    }

    @Test
    void rejectsMissingAndDifferentState() {
        AuthorizationRequest request = request(Map.of());
        VALIDATOR.requireMatchingRequest(request, AuthorizationResponse.parse("code=c&state=s-1"));
        assertRejected(request, "code=c", "state", "the response has no state");
        for (String other : List.of("s-2", "S-1", "s-1%20", "s")) {
            assertRejected(request, "code=c&state=" + other, "state", "it differs from the state that was sent");
        }
    }

    @Test
    void rejectsRequestOfAnotherServer() {
        AuthorizationRequest other =
                new AuthorizationRequest("other", request(Map.of()).endpoint(), PARAMETERS, "verifier");
        assertRejected(other, "code=c&state=s-1", "server", "the request was made for another server");
    }

    @Test
    void rejectsResponseWithoutCodeAndError() {
        assertThatThrownBy(() -> VALIDATOR.validate(
                        request(Map.of()), AuthorizationResponse.parse("state=s-1"), Optional.empty()))
                .isInstanceOfSatisfying(ValidationException.class, rejected -> {
                    assertThat(rejected.attribute()).isEqualTo("code");
                    assertThat(rejected.code()).isEqualTo("SAFIRE-0404");
                    assertThat(rejected.reason()).isEqualTo("the response has neither code nor error");
                });
    }

    private static void assertRejected(AuthorizationRequest request, String query, String attribute, String reason) {
        assertThatThrownBy(() -> VALIDATOR.requireMatchingRequest(request, AuthorizationResponse.parse(query)))
                .as(query)
                .isInstanceOfSatisfying(ValidationException.class, rejected -> {
                    assertThat(rejected.attribute()).isEqualTo(attribute);
                    assertThat(rejected.reason()).isEqualTo(reason);
                    assertThat(rejected).hasMessageNotContaining("s-1");
                });
    }

    private static AuthorizationException reject(AuthorizationRequest request, String query) {
        return reject(request, query, Optional.empty());
    }

    private static AuthorizationException reject(
            AuthorizationRequest request, String query, Optional<SmartMetadata> metadata) {
        AuthorizationResponse response = AuthorizationResponse.parse(query + "&state=s-1");
        return catchThrowableOfType(
                AuthorizationException.class, () -> VALIDATOR.validate(request, response, metadata));
    }

    private static Finding finding(AuthorizationException rejected, String id) {
        return rejected.findings().stream()
                .filter(finding -> finding.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> ids(AuthorizationException rejected) {
        return rejected.findings().stream().map(Finding::id).toList();
    }

    private static AuthorizationRequest request(Map<String, String> additional) {
        Map<String, String> parameters = new HashMap<>(PARAMETERS);
        parameters.putAll(additional);
        return new AuthorizationRequest(
                "epic", URI.create("https://as.example/authorize?session=secret"), parameters, "verifier");
    }
}
