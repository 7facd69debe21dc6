package io.safire.internal.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.diagnosis.Finding;
import io.safire.discovery.SmartMetadata;
import io.safire.error.AuthorizationException;
import io.safire.error.ValidationException;
import io.safire.internal.TestServers;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.discovery.MixUpDefense;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9207, section 2.4. */
class AuthorizationResponseValidatorTest {

    private static final String ISSUER = "https://as.example";
    private static final JsonObject OF_ISSUER =
            Json.createObjectBuilder().add("issuer", ISSUER).build();
    private static final AuthorizationRequest REQUEST = new AuthorizationRequest(
            "epic",
            URI.create("https://as.example/authorize"),
            Map.of("state", "s", "redirect_uri", "https://app.example/callback"),
            "verifier");

    @Test
    void comparesIssuerWithDiscoveredIssuer() {
        assertThat(findings(Map.of(), OF_ISSUER, "code=c&iss=" + ISSUER)).isEmpty();
        assertRejected(Map.of(), OF_ISSUER, "code=c&iss=https://evil.example");
        assertRejected(Map.of(), OF_ISSUER, "code=c&iss=" + ISSUER + "/");
    }

    @Test
    void comparesIssuerOfErrorsBeforeTheError() {
        assertRejected(Map.of(), OF_ISSUER, "error=access_denied&iss=https://evil.example");
        assertThatThrownBy(() -> findings(Map.of(), OF_ISSUER, "error=access_denied&iss=" + ISSUER))
                .isInstanceOf(AuthorizationException.class);
    }

    @Test
    void prefersConfiguredIssuer() {
        Map<String, String> configured = Map.of("issuer", "https://inner.example");
        for (JsonObject metadata : List.of(OF_ISSUER, JsonValue.EMPTY_JSON_OBJECT)) {
            assertThat(findings(configured, metadata, "code=c&iss=https://inner.example"))
                    .isEmpty();
            assertRejected(configured, metadata, "code=c&iss=" + ISSUER);
        }
        assertThatThrownBy(() ->
                        validator(configured).validate(REQUEST, response("code=c&iss=" + ISSUER), Optional.empty()))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void prefersCallbackIssuerToIdTokenIssuer() {
        Map<String, String> both = Map.of("issuer", "https://inner.example", "callback-issuer", ISSUER);
        assertThat(findings(both, OF_ISSUER, "code=c&iss=" + ISSUER)).isEmpty();
        assertRejected(both, OF_ISSUER, "code=c&iss=https://inner.example");
    }

    @Test
    void reportsFindingForUnknownIssuer() {
        assertThat(findings(Map.of(), JsonValue.EMPTY_JSON_OBJECT, "code=c&iss=https://any.example"))
                .singleElement()
                .asString()
                .contains("https://any.example", "safire.epic.callback-issuer");
        assertThat(validator(Map.of())
                        .validate(REQUEST, response("code=c&iss=https://any.example"), Optional.empty())
                        .findings())
                .hasSize(1);
    }

    @Test
    void rejectsMissingIssuerIfAnnounced() {
        JsonObject announced = Json.createObjectBuilder(OF_ISSUER)
                .add("authorization_response_iss_parameter_supported", true)
                .build();
        assertRejected(Map.of(), announced, "code=c");
        assertRejected(Map.of(), announced, "error=access_denied");
        assertThat(findings(Map.of(), OF_ISSUER, "code=c")).isEmpty();
    }

    @Test
    void rejectsCodeWithInvalidCharacters() {
        String code = "SplxlOBeZQQYbYS6WxSbIA~ /+!";
        assertThat(validator(Map.of())
                        .validate(REQUEST, response("code=" + URLEncoder.encode(code, UTF_8)), Optional.empty())
                        .code())
                .isEqualTo(code);
        for (String encoded : List.of("%00", "a%0D%0Ab", "a%7F", "%C3%A9")) {
            assertThatThrownBy(
                            () -> validator(Map.of()).validate(REQUEST, response("code=" + encoded), Optional.empty()))
                    .as(encoded)
                    .isInstanceOfSatisfying(ValidationException.class, refused -> assertThat(refused.attribute())
                            .isEqualTo("code"))
                    .hasMessageContaining("SAFIRE-0410");
        }
    }

    @Test
    void rejectsDiscoveredIssuerOfAnotherServer() {
        AuthorizationResponseValidator check =
                new AuthorizationResponseValidator(TestServers.epic(), others("https://as.example/r4"));
        AuthorizationResponse response = response("code=c&iss=" + ISSUER);
        assertThatThrownBy(() -> check.validate(REQUEST, response, metadata(OF_ISSUER)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("other")
                .hasMessageContaining("safire.epic.issuer");
    }

    /** RFC 9700, section 4.4.2.2. */
    @Test
    void reportsFindingForSharedRedirectUri() {
        ServerSettings own = TestServers.epic(Map.of("redirect-uri", "https://app.example/callback"));
        AuthorizationResponseValidator check =
                new AuthorizationResponseValidator(own, others("https://fhir.other.example/r4"));
        assertThat(check.validate(REQUEST, response("code=c"), metadata(OF_ISSUER))
                        .findings())
                .singleElement()
                .asString()
                .contains("other", "safire.epic.redirect-uri");
        assertThat(check.validate(REQUEST, response("code=c&iss=" + ISSUER), metadata(OF_ISSUER))
                        .findings())
                .isEmpty();
    }

    /** The columns are the error, the profile, a setting that deviates from it, and the named key; - for none. */
    @ParameterizedTest
    @CsvSource({
        "invalid_request, epic, authorize-method, post, safire.epic.authorize-method",
        "unauthorized_client, epic, authorize-method, post, safire.epic.authorize-method",
        "invalid_request, epic, authorize-method, get, -",
        "access_denied, epic, authorize-method, post, -",
        "temporarily_unavailable, epic, authorize-method, post, -",
        "invalid_scope, epic, authorize-method, post, -",
        "invalid_scope, oracle-health, scopes, launch/patient patient/Patient.rs, safire.epic.scopes",
        "invalid_request, oracle-health, scopes, launch/patient patient/*.rs, -",
        "access_denied, oracle-health, scopes, launch/patient patient/*.rs, -"
    })
    void namesFactOfProfileToWhichErrorRefers(
            String error, String profile, String setting, String value, String expected) {
        Map<String, String> settings =
                Map.of("redirect-uri", "https://app.example/callback", "profile", profile, setting, value);
        AuthorizationRequest wildcard = new AuthorizationRequest(
                "epic",
                URI.create("https://as.example/authorize"),
                Map.of(
                        "state", "s",
                        "scope", "launch/patient patient/*.rs",
                        "redirect_uri", "https://app.example/callback"),
                "verifier");
        assertThatThrownBy(() -> validator(settings).validate(wildcard, response("error=" + error), Optional.empty()))
                .isInstanceOfSatisfying(AuthorizationException.class, thrown -> assertThat(thrown.findings().stream()
                                .filter(finding -> finding.id().equals("SAFIRE-2286"))
                                .map(finding -> finding.configurationKey().orElseThrow())
                                .findFirst()
                                .orElse("-"))
                        .isEqualTo(expected));
    }

    private static MixUpDefense others(String baseUrl) {
        ServerSettings other = TestServers.of(Map.of(
                        "safire.other.base-url", baseUrl, "safire.other.redirect-uri", "https://app.example/callback"))
                .read("other");
        return new MixUpDefense(() -> List.of(other));
    }

    private static void assertRejected(Map<String, String> settings, JsonObject metadata, String query) {
        assertThatThrownBy(() -> findings(settings, metadata, query))
                .as(query)
                .isInstanceOfSatisfying(ValidationException.class, refused -> assertThat(refused.attribute())
                        .isEqualTo("iss"));
    }

    private static List<Finding> findings(Map<String, String> settings, JsonObject metadata, String query) {
        return validator(settings)
                .validate(REQUEST, response(query), metadata(metadata))
                .findings();
    }

    private static AuthorizationResponseValidator validator(Map<String, String> settings) {
        return new AuthorizationResponseValidator(TestServers.epic(settings), new MixUpDefense(List::of));
    }

    private static AuthorizationResponse response(String query) {
        return AuthorizationResponse.parse(query + "&state=s");
    }

    private static Optional<SmartMetadata> metadata(JsonObject members) {
        return Optional.of(new SmartMetadata(URI.create("https://fhir.example/r4"), members));
    }
}
