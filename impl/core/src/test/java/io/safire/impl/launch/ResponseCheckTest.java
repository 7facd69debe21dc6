package io.safire.impl.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.Finding;
import io.safire.discovery.SmartMetadata;
import io.safire.error.AuthorizationException;
import io.safire.error.ValidationException;
import io.safire.impl.TestServers;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.discovery.Authorities;
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

/** RFC 9207, section 2.4. */
class ResponseCheckTest {

    private static final String ISSUER = "https://as.example";
    private static final JsonObject OF_ISSUER =
            Json.createObjectBuilder().add("issuer", ISSUER).build();
    private static final AuthorizationRequest REQUEST = new AuthorizationRequest(
            "epic",
            URI.create("https://as.example/authorize"),
            Map.of("state", "s", "redirect_uri", "https://app.example/callback"),
            "verifier");

    @Test
    void comparesIssuerWithTheDiscoveredOne() {
        assertThat(findings(Map.of(), OF_ISSUER, "code=c&iss=" + ISSUER)).isEmpty();
        refuses(Map.of(), OF_ISSUER, "code=c&iss=https://evil.example");
        refuses(Map.of(), OF_ISSUER, "code=c&iss=" + ISSUER + "/");
    }

    @Test
    void comparesIssuerOfErrorsBeforeTheError() {
        refuses(Map.of(), OF_ISSUER, "error=access_denied&iss=https://evil.example");
        assertThatThrownBy(() -> findings(Map.of(), OF_ISSUER, "error=access_denied&iss=" + ISSUER))
                .isInstanceOf(AuthorizationException.class);
    }

    @Test
    void configuredIssuerWinsAlsoWithoutMetadata() {
        Map<String, String> configured = Map.of("id-token-issuer", "https://inner.example");
        for (JsonObject metadata : List.of(OF_ISSUER, JsonValue.EMPTY_JSON_OBJECT)) {
            assertThat(findings(configured, metadata, "code=c&iss=https://inner.example"))
                    .isEmpty();
            refuses(configured, metadata, "code=c&iss=" + ISSUER);
        }
        assertThatThrownBy(() -> check(configured).code(REQUEST, response("code=c&iss=" + ISSUER), Optional.empty()))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void callbackIssuerWinsOverIdTokenIssuer() {
        Map<String, String> both = Map.of("id-token-issuer", "https://inner.example", "callback-issuer", ISSUER);
        assertThat(findings(both, OF_ISSUER, "code=c&iss=" + ISSUER)).isEmpty();
        refuses(both, OF_ISSUER, "code=c&iss=https://inner.example");
    }

    @Test
    void issuerIsAFindingWhereNoneIsKnown() {
        assertThat(findings(Map.of(), JsonValue.EMPTY_JSON_OBJECT, "code=c&iss=https://any.example"))
                .singleElement()
                .asString()
                .contains("https://any.example", "safire.epic.callback-issuer");
        assertThat(check(Map.of())
                        .code(REQUEST, response("code=c&iss=https://any.example"), Optional.empty())
                        .findings())
                .hasSize(1);
    }

    @Test
    void missingIssuerIsRefusedWhereItIsAnnounced() {
        JsonObject announced = Json.createObjectBuilder(OF_ISSUER)
                .add("authorization_response_iss_parameter_supported", true)
                .build();
        refuses(Map.of(), announced, "code=c");
        refuses(Map.of(), announced, "error=access_denied");
        assertThat(findings(Map.of(), OF_ISSUER, "code=c")).isEmpty();
    }

    @Test
    void refusesCodeWithCharactersOutsideOfRfc6749() {
        String code = "SplxlOBeZQQYbYS6WxSbIA~ /+!";
        assertThat(check(Map.of())
                        .code(REQUEST, response("code=" + URLEncoder.encode(code, UTF_8)), Optional.empty())
                        .code())
                .isEqualTo(code);
        for (String encoded : List.of("%00", "a%0D%0Ab", "a%7F", "%C3%A9")) {
            assertThatThrownBy(() -> check(Map.of()).code(REQUEST, response("code=" + encoded), Optional.empty()))
                    .as(encoded)
                    .isInstanceOfSatisfying(ValidationException.class, refused -> assertThat(refused.attribute())
                            .isEqualTo("code"))
                    .hasMessageContaining("SAFIRE-0410");
        }
    }

    @Test
    void refusesDiscoveredIssuerOfAnotherServer() {
        ResponseCheck check = new ResponseCheck(TestServers.epic(), others("https://as.example/r4"));
        AuthorizationResponse response = response("code=c&iss=" + ISSUER);
        assertThatThrownBy(() -> check.code(REQUEST, response, metadata(OF_ISSUER)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("other")
                .hasMessageContaining("safire.epic.id-token-issuer");
    }

    /** RFC 9700, section 4.4.2.2. */
    @Test
    void sharedRedirectUriIsAFindingWithoutIssuer() {
        ServerSettings own = TestServers.epic(Map.of("redirect-uri", "https://app.example/callback"));
        ResponseCheck check = new ResponseCheck(own, others("https://fhir.other.example/r4"));
        assertThat(check.code(REQUEST, response("code=c"), metadata(OF_ISSUER)).findings())
                .singleElement()
                .asString()
                .contains("other", "safire.epic.redirect-uri");
        assertThat(check.code(REQUEST, response("code=c&iss=" + ISSUER), metadata(OF_ISSUER))
                        .findings())
                .isEmpty();
    }

    private static Authorities others(String baseUrl) {
        ServerSettings other = TestServers.of(Map.of(
                        "safire.other.base-url", baseUrl, "safire.other.redirect-uri", "https://app.example/callback"))
                .read("other");
        return new Authorities(() -> List.of(other));
    }

    private static void refuses(Map<String, String> settings, JsonObject metadata, String query) {
        assertThatThrownBy(() -> findings(settings, metadata, query))
                .as(query)
                .isInstanceOfSatisfying(ValidationException.class, refused -> assertThat(refused.attribute())
                        .isEqualTo("iss"));
    }

    private static List<Finding> findings(Map<String, String> settings, JsonObject metadata, String query) {
        return check(settings)
                .code(REQUEST, response(query), metadata(metadata))
                .findings();
    }

    private static ResponseCheck check(Map<String, String> settings) {
        return new ResponseCheck(TestServers.epic(settings), new Authorities(List::of));
    }

    private static AuthorizationResponse response(String query) {
        return AuthorizationResponse.parse(query + "&state=s");
    }

    private static Optional<SmartMetadata> metadata(JsonObject members) {
        return Optional.of(new SmartMetadata(URI.create("https://fhir.example/r4"), members));
    }
}
