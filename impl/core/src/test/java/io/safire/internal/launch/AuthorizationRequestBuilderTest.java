package io.safire.internal.launch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ConfigurationException;
import io.safire.error.ValidationException;
import io.safire.internal.TestServers;
import io.safire.internal.authentication.ClientIdentity;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.registration.InMemoryRegistrationStore;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.Launch;
import io.safire.token.Scopes;
import java.net.URI;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SMART App Launch 2.2.0, authorization request. */
class AuthorizationRequestBuilderTest {

    private static final URI ENDPOINT = URI.create("https://as.example/authorize?realm=r");
    private static final Scopes SCOPES = Scopes.of("openid", "fhirUser", "launch", "patient/*.rs");
    private static final String BASE_URL = "https://fhir.example/r4";
    private static final Map<String, String> REGISTERED =
            Map.of("client-id", "app", "redirect-uri", "https://app.example/callback");

    @Test
    void containsEachParameterOfEhrLaunch() {
        AuthorizationRequest request = build(REGISTERED, Launch.ehr(BASE_URL + "/", "opaque /+"), SCOPES);
        assertThat(request.server()).isEqualTo("epic");
        assertThat(request.endpoint()).isEqualTo(ENDPOINT);
        assertThat(request.parameters().keySet())
                .containsExactly(
                        "response_type",
                        "client_id",
                        "redirect_uri",
                        "launch",
                        "scope",
                        "state",
                        "aud",
                        "nonce",
                        "code_challenge_method",
                        "code_challenge");
        assertThat(request.parameters())
                .containsEntry("response_type", "code")
                .containsEntry("client_id", "app")
                .containsEntry("redirect_uri", "https://app.example/callback")
                .containsEntry("launch", "opaque /+")
                .containsEntry("scope", "openid fhirUser launch patient/*.rs")
                .containsEntry("aud", BASE_URL + "/")
                .containsEntry("code_challenge_method", "S256");
    }

    @Test
    void omitsLaunchInStandaloneLaunch() {
        AuthorizationRequest request = build(REGISTERED, Launch.standalone(), SCOPES);
        assertThat(request.parameters()).doesNotContainKey("launch").containsEntry("aud", BASE_URL);
    }

    /** RFC 7636, section 4.2: BASE64URL(SHA256(ASCII(code_verifier))). */
    @Test
    void sendsHashOfCodeVerifierAsChallenge() throws Exception {
        AuthorizationRequest request = build(REGISTERED, Launch.standalone(), SCOPES);
        byte[] hash = MessageDigest.getInstance("SHA-256")
                .digest(request.codeVerifier().getBytes(US_ASCII));
        assertThat(request.parameters())
                .containsEntry(
                        "code_challenge",
                        Base64.getUrlEncoder().withoutPadding().encodeToString(hash))
                .doesNotContainValue(request.codeVerifier());
        assertThat(request.codeVerifier()).matches("[A-Za-z0-9._~-]{43,128}");
    }

    /** SMART requires at least 122 bits of entropy in the state, which are 21 characters of base64url. */
    @Test
    void createsNewStateNonceAndVerifierForEachRequest() {
        AuthorizationRequest one = build(REGISTERED, Launch.standalone(), SCOPES);
        AuthorizationRequest other = build(REGISTERED, Launch.standalone(), SCOPES);
        assertThat(List.of(
                        one.state(),
                        other.state(),
                        one.nonce().orElseThrow(),
                        other.nonce().orElseThrow(),
                        one.codeVerifier(),
                        other.codeVerifier()))
                .doesNotHaveDuplicates()
                .allMatch(value -> value.matches("[A-Za-z0-9_-]{21,}"));
    }

    @Test
    void sendsNonceOnlyWithOpenidAndIfNotSwitchedOff() {
        Scopes withoutOpenid = Scopes.of("launch/patient", "patient/*.rs");
        assertThat(build(REGISTERED, Launch.standalone(), SCOPES).nonce()).isPresent();
        assertThat(build(REGISTERED, Launch.standalone(), withoutOpenid).nonce())
                .isEmpty();
        assertThat(build(with("nonce", "false"), Launch.standalone(), SCOPES).nonce())
                .isEmpty();
    }

    @Test
    void prefersConfiguredAudience() {
        Map<String, String> configured = with("authorization-audience", "https://gateway.example/fhir");
        for (Launch launch : List.of(
                Launch.standalone(), Launch.ehr(BASE_URL, "l"), Launch.ehr("https://GATEWAY.example/fhir/", "l"))) {
            assertThat(build(configured, launch, SCOPES).parameters())
                    .as(launch.toString())
                    .containsEntry("aud", "https://gateway.example/fhir");
        }
    }

    @Test
    void rejectsIssuerThatIsNotThisServer() {
        for (String foreign : List.of("https://evil.example/r4", BASE_URL + "/tenant", "http://fhir.example/r4")) {
            assertThatThrownBy(() -> build(REGISTERED, Launch.ehr(foreign, "l"), SCOPES))
                    .as(foreign)
                    .isInstanceOfSatisfying(ValidationException.class, rejected -> {
                        assertThat(rejected.attribute()).isEqualTo("iss");
                        assertThat(rejected.code()).isEqualTo("SAFIRE-0401");
                    })
                    .hasMessageContaining(foreign)
                    .hasMessageContaining("safire.epic.base-url");
        }
        assertThatThrownBy(() -> build(
                        with("authorization-audience", "https://gateway.example/fhir"),
                        Launch.ehr("https://evil.example/r4", "l"),
                        SCOPES))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void namesAllMissingSettingsBeforeItAsksForTheEndpoint() {
        AtomicInteger calls = new AtomicInteger();
        assertMissing(Map.of(), Scopes.none(), calls, "client_id", "redirect_uri", "scopes");
        assertMissing(Map.of("redirect-uri", "https://app.example/callback"), SCOPES, calls, "client_id");
        assertMissing(Map.of("client-id", "app"), SCOPES, calls, "redirect_uri");
        assertMissing(REGISTERED, Scopes.none(), calls, "scopes");
        assertThat(calls).hasValue(0);
    }

    @Test
    void sendsAdditionalParameters() {
        AuthorizationRequest request = builder(REGISTERED)
                .build(
                        Launch.standalone(),
                        SCOPES,
                        Map.of("prompt", "login", "login_hint", "a&b", "tenant", "t"),
                        () -> ENDPOINT);
        assertThat(request.parameters())
                .containsEntry("prompt", "login")
                .containsEntry("login_hint", "a&b")
                .containsEntry("tenant", "t")
                .containsEntry("response_type", "code");
        assertThat(request.uri().toString()).contains("login_hint=a%26b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "aud",
                "client_id",
                "client_secret",
                "code_challenge",
                "code_challenge_method",
                "launch",
                "nonce",
                "redirect_uri",
                "request",
                "response_mode",
                "response_type",
                "scope",
                "state"
            })
    void rejectsParameterThatClientSets(String name) {
        assertThatThrownBy(() ->
                        builder(REGISTERED).build(Launch.standalone(), SCOPES, Map.of(name, "walnut"), () -> ENDPOINT))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("sets the parameter " + name)
                .hasMessageNotContaining("walnut");
    }

    private static void assertMissing(
            Map<String, String> settings, Scopes scopes, AtomicInteger calls, String... attributes) {
        assertThatThrownBy(() -> builder(settings).build(Launch.standalone(), scopes, () -> {
                    calls.incrementAndGet();
                    return ENDPOINT;
                }))
                .isInstanceOfSatisfying(ConfigurationException.class, missing -> assertThat(missing.missingAttributes())
                        .containsExactly(attributes));
    }

    private static AuthorizationRequest build(Map<String, String> settings, Launch launch, Scopes scopes) {
        return builder(settings).build(launch, scopes, () -> ENDPOINT);
    }

    private static AuthorizationRequestBuilder builder(Map<String, String> additional) {
        ServerSettings settings = TestServers.epic(additional);
        ClientIdentity identity = new ClientIdentity(settings, new InMemoryRegistrationStore());
        return new AuthorizationRequestBuilder(settings, identity, new SecureRandom());
    }

    private static Map<String, String> with(String key, String value) {
        Map<String, String> settings = new HashMap<>(REGISTERED);
        settings.put(key, value);
        return settings;
    }
}
