package io.safire.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.SmartClient;
import io.safire.diagnosis.Finding;
import io.safire.internal.LogCapture;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.token.AccessToken;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first cause of a refusal follows from the metadata, the configuration, the request and the response. */
class RefusalCausesTest {

    private static final String INVALID_CLIENT = "{\"error\":\"invalid_client\"}";

    private final RefusalFixture fixture = new RefusalFixture();

    private List<String> ids() {
        return fixture.causes().stream().map(Finding::id).toList();
    }

    @Test
    void quotesErrorInOtherFormAndReadsItsCode() {
        fixture.useSecret();
        fixture.respond(400, "{\"error\":{\"code\":\"invalid_client\",\"message\":\"unknown app\"}}");
        assertThat(fixture.failure(() -> RefusalFixture.launch(fixture.client())))
                .hasMessageContaining("HTTP 400 — invalid_client — unknown app")
                .hasMessageNotContaining("no error in the body");
        assertThat(fixture.cause().id()).isEqualTo("SAFIRE-0605");
    }

    @Test
    void namesVendorCodeFirst() {
        fixture.useSecret();
        fixture.respond(401, "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000222: expired\"}");
        assertThat(ids()).startsWith("SAFIRE-0623");
    }

    @Test
    void showsFirstCauseInFullAndOthersInShort() {
        fixture.useKey();
        fixture.set("jwks-url", "https://app.example/jwks.json");
        fixture.respond(401, INVALID_CLIENT);
        assertThat(ids()).containsExactly("SAFIRE-0607", "SAFIRE-0625", "SAFIRE-0626");
        assertThat(fixture.failure(() -> RefusalFixture.launch(fixture.client())))
                .hasMessageContaining("Check that the server has registered the public key")
                .hasMessageContaining("Also possible: The aud of the assertion was https://fhir.example/token,"
                        + " the URL of the token endpoint (SAFIRE-0625). The jku of the assertion was"
                        + " https://app.example/jwks.json (safire.epic.jwks-url) (SAFIRE-0626).");
    }

    @Test
    void namesConfiguredAudienceThatDiffersFromTokenEndpoint() {
        fixture.useKey();
        fixture.set("assertion-audience", "https://fhir.example/issuer");
        fixture.respond(401, INVALID_CLIENT);
        assertThat(fixture.cause().id()).isEqualTo("SAFIRE-0624");
        assertThat(fixture.cause().observed()).contains("https://fhir.example/issuer", "https://fhir.example/token");
    }

    @Test
    void putsPartThatErrorNamesFirst() {
        fixture.useKey();
        fixture.respond(400, "{\"error\":\"invalid_client\",\"error_description\":\"Invalid audience\"}");
        assertThat(ids()).startsWith("SAFIRE-0625");
        fixture.respond(400, "{\"error\":\"invalid_client\",\"error_description\":\"jti has been used\"}");
        assertThat(ids()).startsWith("SAFIRE-0629");
        fixture.respond(400, "{\"error\":\"invalid_client\",\"error_description\":\"exp is too far\"}");
        assertThat(ids()).startsWith("SAFIRE-0628");
        fixture.respond(400, "{\"error\":\"invalid_client\",\"error_description\":\"unknown client\"}");
        assertThat(ids()).startsWith("SAFIRE-0630");
        fixture.respond(400, "{\"error\":\"invalid_client\",\"error_description\":\"signature\"}");
        assertThat(ids()).startsWith("SAFIRE-0607");
        fixture.respond(400, "{\"error\":\"invalid_client\",\"error_description\":\"no key matches the kid\"}");
        assertThat(ids()).startsWith("SAFIRE-0640");
        fixture.respond(400, "{\"error\":\"invalid_client\",\"error_description\":\"iss is unknown\"}");
        assertThat(ids()).startsWith("SAFIRE-0630");
        fixture.set("jwks-url", "https://app.example/jwks.json");
        fixture.respond(400, "{\"error\":\"invalid_client\",\"error_description\":\"no key matches the kid\"}");
        assertThat(ids()).startsWith("SAFIRE-0641");
        fixture.respond(400, "{\"error\":\"invalid_client\",\"error_description\":\"jku is not registered\"}");
        assertThat(ids()).startsWith("SAFIRE-0626");
        fixture.respond(400, "{\"error\":\"invalid_request\",\"error_description\":\"client_id is required\"}");
        assertThat(ids()).startsWith("SAFIRE-0606");
        fixture.respond(400, "{\"error\":\"invalid_request\",\"error_description\":\"the signature is invalid\"}");
        assertThat(ids()).startsWith("SAFIRE-0607").contains("SAFIRE-0606");
    }

    @Test
    void suggestsClientIdFirstForInvalidRequestWithoutDescription() {
        fixture.useKey();
        fixture.respond(400, "{\"error\":\"invalid_request\"}");
        assertThat(ids()).startsWith("SAFIRE-0606");
    }

    @Test
    void tellsWhichClockDatedAssertionAndDirection() {
        fixture.useKey();
        fixture.respond(401, INVALID_CLIENT);
        fixture.setServerClock(Duration.ofSeconds(-90), false);
        assertThat(fixture.cause().id()).isEqualTo("SAFIRE-0627");
        assertThat(fixture.cause().observed())
                .contains("is 90 s ahead of the clock of the server", "dated with the clock of this machine");
        fixture.setServerClock(Duration.ofSeconds(90), true);
        Finding known = fixture.causes().stream()
                .filter(cause -> cause.id().equals("SAFIRE-0601"))
                .findFirst()
                .orElseThrow();
        assertThat(known.observed()).contains("90 s behind", "dated with the clock of the server");
        fixture.setServerClock(Duration.ofMinutes(20), true);
        assertThat(fixture.cause().id()).isEqualTo("SAFIRE-0620");
        assertThat(fixture.cause().observed()).contains("1200 s behind", "with the clock of this machine");
        fixture.setServerClock(Duration.ofSeconds(1), true);
        assertThat(ids()).doesNotContain("SAFIRE-0601", "SAFIRE-0620", "SAFIRE-0627");
    }

    @Test
    void namesGrantTypeThatMetadataDoNotList() {
        fixture.useSecret();
        fixture.describe("grant_types_supported", "client_credentials");
        fixture.respond(400, "{\"error\":\"unsupported_grant_type\"}");
        assertThat(ids()).containsExactly("SAFIRE-0631");
        fixture.describe("grant_types_supported", "authorization_code");
        fixture.respond(400, "{\"error\":\"unsupported_grant_type\"}");
        assertThat(ids()).containsExactly("SAFIRE-0610");
    }

    @Test
    void namesPartOfGrantThatErrorNames() {
        fixture.respond(400, "{\"error\":\"invalid_grant\",\"error_description\":\"redirect_uri mismatch\"}");
        assertThat(ids()).containsExactly("SAFIRE-0632");
        fixture.respond(400, "{\"error\":\"invalid_grant\",\"error_description\":\"PKCE failed\"}");
        assertThat(ids()).containsExactly("SAFIRE-0633");
        fixture.respond(400, "{\"error\":\"invalid_grant\"}");
        assertThat(ids()).containsExactly("SAFIRE-0608");
    }

    @Test
    void explainsInvalidGrantOfBackendByItsDescription() {
        fixture.useKey();
        fixture.set("scopes", "system/*.rs");
        fixture.set("jwks-url", "https://app.example/jwks.json");
        for (String description : List.of("jku does not match", "unable to read the JWKS", "the key set is empty")) {
            fixture.respond(400, error("invalid_grant", description));
            assertThat(backendIds()).as(description).startsWith("SAFIRE-0626").doesNotContain("SAFIRE-0610");
        }
        fixture.respond(400, error("invalid_grant", "aud is wrong"));
        assertThat(backendIds()).startsWith("SAFIRE-0625").doesNotContain("SAFIRE-0610");
        fixture.respond(400, "{\"error\":\"invalid_grant\"}");
        assertThat(backendIds()).startsWith("SAFIRE-0607").contains("SAFIRE-0610");
    }

    @Test
    void namesRegistrationThatHasEnded() {
        fixture.set("scopes", "system/*.rs");
        List<Runnable> clients = List.of(fixture::useKey, fixture::useSecret);
        for (Runnable client : clients) {
            client.run();
            for (String description : List.of(
                    "The client registration has expired",
                    "registration expired",
                    "client is disabled",
                    "Application has been suspended",
                    "inactive client")) {
                fixture.respond(400, error("invalid_grant", description));
                assertThat(ids())
                        .as(description)
                        .startsWith("SAFIRE-0651")
                        .doesNotContain("SAFIRE-0608", "SAFIRE-0628");
                fixture.respond(401, error("invalid_client", description));
                assertThat(ids()).as(description).startsWith("SAFIRE-0651").doesNotContain("SAFIRE-0628");
            }
        }
        fixture.useKey();
        fixture.respond(400, error("invalid_grant", "registration expired"));
        assertThat(backendIds()).startsWith("SAFIRE-0651").doesNotContain("SAFIRE-0610", "SAFIRE-0628");
        for (String description :
                List.of("client assertion expired", "expired client assertion", "the assertion has expired")) {
            fixture.respond(401, error("invalid_client", description));
            assertThat(ids()).as(description).contains("SAFIRE-0628").doesNotContain("SAFIRE-0651");
        }
    }

    private static String error(String code, String description) {
        return "{\"error\":\"" + code + "\",\"error_description\":\"" + description + "\"}";
    }

    private List<String> backendIds() {
        return fixture.failure(() -> fixture.client().requestToken()).findings().stream()
                .map(Finding::id)
                .toList();
    }

    @Test
    void advisesAboutUnsupportedTokenTypeByRequest() {
        fixture.describe("capabilities", "permission-v2");
        fixture.set("introspection-endpoint", "https://fhir.example/introspect");
        fixture.set("revocation-endpoint", "https://fhir.example/revoke");
        fixture.useSecret();
        fixture.respond(400, "{\"error\":\"unsupported_token_type\"}");
        assertThat(fixture.failure(() -> fixture.client().tokens().introspect("t-1")))
                .hasMessageContaining("does not introspect tokens of this type")
                .hasMessageNotContaining("evoke");
        assertThat(fixture.failure(() -> fixture.client().tokens().revokeRefreshToken("t-1")))
                .hasMessageContaining("does not revoke refresh tokens")
                .hasMessageNotContaining("Revoke the refresh token");
        AccessToken token = new AccessToken("epic", "t-1", fixture.clock.instant(), Scopes.none());
        assertThat(fixture.failure(() -> fixture.client().tokens().revoke(token)))
                .hasMessageContaining("Revoke the refresh token, and let the access token expire");
    }

    @Test
    void shortensLongIdentifiers() {
        String clientId = "c".repeat(1000);
        fixture.set("client-id", clientId);
        fixture.set("kid", "k".repeat(1000));
        for (Runnable client : List.<Runnable>of(() -> {}, fixture::useSecret, this::useKeyWithLongKid)) {
            client.run();
            fixture.respond(401, INVALID_CLIENT);
            assertThat(fixture.failure(() -> RefusalFixture.launch(fixture.client())))
                    .hasMessageContaining("c".repeat(100))
                    .hasMessageContaining("(1000 characters)")
                    .hasMessageNotContaining("c".repeat(300))
                    .hasMessageNotContaining("k".repeat(300));
        }
    }

    private void useKeyWithLongKid() {
        fixture.useKey();
        fixture.set("kid", "k".repeat(1000));
    }

    @Test
    void namesRejectedScopesWithTranslation() {
        addScopeMetadata();
        AuthorizationRequest request = fixture.client().authorize(Launch.standalone());
        List<Finding> causes = fixture.failure(() -> fixture.client()
                        .exchange(request, AuthorizationResponse.parse("error=invalid_scope&state=" + request.state())))
                .findings();
        assertThat(causes).extracting(Finding::id).startsWith("SAFIRE-0635").contains("SAFIRE-0634", "SAFIRE-0412");
        assertThat(causes.get(0).message())
                .contains(
                        "permission-v1",
                        "patient/Patient.rs",
                        "safire.epic.scopes to: launch/patient" + " patient/Patient.read");
    }

    private void addScopeMetadata() {
        fixture.describe("capabilities", "permission-v1");
        fixture.describe("scopes_supported", "patient/*.read", "openid");
    }

    @Test
    void namesOnlyRequestedScopesIfMetadataShowNoCause() {
        AuthorizationRequest request = fixture.client().authorize(Launch.standalone());
        List<Finding> causes = fixture.failure(() -> fixture.client()
                        .exchange(request, AuthorizationResponse.parse("error=invalid_scope&state=" + request.state())))
                .findings();
        assertThat(causes).extracting(Finding::id).containsExactly("SAFIRE-0412");
    }

    @Test
    void namesPathBelowBaseUrlAfterFailedDiscovery() {
        fixture.set("base-url", "https://fhir.example/r4/Patient");
        fixture.failDiscovery(404);
        List<Finding> causes =
                fixture.failure(() -> fixture.client().metadata()).findings();
        assertThat(causes).extracting(Finding::id).containsExactly("SAFIRE-2201", "SAFIRE-0323");
        fixture.set("base-url", "https://fhir.example/r4");
        assertThat(fixture.failure(() -> fixture.client().metadata()).findings())
                .extracting(Finding::id)
                .containsExactly("SAFIRE-0323");
    }

    @Test
    void reportsAndLogsLaunchWithoutPatient() {
        fixture.respond(200, "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":60}");
        try (LogCapture log = new LogCapture(LaunchFindings.class.getName())) {
            assertThat(RefusalFixture.launch(fixture.client()).findings())
                    .extracting(Finding::id)
                    .contains("SAFIRE-0638");
            assertThat(log.lines()).anyMatch(line -> line.contains("SAFIRE-0638 epic: The response has no patient"));
        }
        fixture.set("scopes", "patient/Patient.rs");
        assertThat(RefusalFixture.launch(fixture.client()).findings())
                .extracting(Finding::id)
                .contains("SAFIRE-0639");
        fixture.set("scopes", "openid user/Patient.rs");
        assertThat(RefusalFixture.launch(fixture.client()).findings())
                .extracting(Finding::id)
                .doesNotContain("SAFIRE-0638", "SAFIRE-0639");
        fixture.set("scopes", "launch/patient");
        fixture.respond(
                200,
                "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":60,\"scope\":\"launch/patient\",\"patient\":\"p-1\"}");
        assertThat(RefusalFixture.launch(fixture.client()).findings()).isEmpty();
    }

    @Test
    void reportsOfflineAccessThatWasNotGranted() {
        fixture.set("scopes", "offline_access user/Patient.rs");
        String tokens =
                "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":60,\"scope\":\"user/Patient.rs\"";
        fixture.respond(200, tokens + "}");
        SmartClient client = fixture.client();
        TokenResponse granted = RefusalFixture.launch(client);
        assertThat(granted.findings()).extracting(Finding::id).containsExactly("SAFIRE-0637");
        fixture.respond(200, tokens + ",\"refresh_token\":\"r\"}");
        assertThat(RefusalFixture.launch(client).findings()).isEmpty();
    }

    @Test
    void namesCredentialThatWasNotCopied() {
        fixture.useSecret();
        fixture.respond(401, INVALID_CLIENT);
        fixture.set("client-secret", "'hidden-word'");
        assertThat(ids()).startsWith("SAFIRE-2203");
        assertThat(fixture.failure(() -> RefusalFixture.launch(fixture.client())))
                .hasMessageNotContaining("hidden-word");
        fixture.set("client-secret", "plain");
        fixture.set("client-id", "<client-id>");
        assertThat(ids()).startsWith("SAFIRE-2202");
        fixture.set("client-id", "app");
        assertThat(ids()).startsWith("SAFIRE-0605");
    }

    @Test
    void namesGrantTypeAfterRejectedClient() {
        fixture.useKey();
        fixture.describe("grant_types_supported", "client_credentials");
        fixture.respond(401, INVALID_CLIENT);
        assertThat(ids()).startsWith("SAFIRE-0631", "SAFIRE-0607");
    }

    @Test
    void namesPartOfAuthorizationRequestThatErrorNames() {
        assertThat(authorizationCauses(Launch.standalone(), "aud%20must%20be%20x"))
                .startsWith("SAFIRE-0418");
        Launch launch = Launch.ehr("https://fhir.example/r4", "l-1");
        assertThat(authorizationCauses(launch, "launch%20is%20unknown")).startsWith("SAFIRE-0419");
        assertThat(authorizationCauses(Launch.standalone(), "launch%20is%20unknown"))
                .containsExactly("SAFIRE-0415");
    }

    private List<String> authorizationCauses(Launch launch, String description) {
        AuthorizationRequest request = fixture.client().authorize(launch);
        String error = "error=invalid_request&error_description=" + description + "&state=" + request.state();
        return fixture
                .failure(() -> fixture.client().exchange(request, AuthorizationResponse.parse(error)))
                .findings()
                .stream()
                .map(Finding::id)
                .toList();
    }

    @Test
    void requestToAdministratorNamesClientKeyEndpointAndTime() {
        fixture.useKey();
        fixture.respond(401, INVALID_CLIENT);
        Finding cause = fixture.cause();
        String thumbprint = cause.observed().replaceAll(".*thumbprint ([\\w-]+).*", "$1");
        assertThat(thumbprint).hasSize(43);
        assertThat(cause.administratorRequest())
                .contains("The server rejects the client assertion of the client app. The assertion has the aud"
                        + " https://fhir.example/token and the kid app-2026. Please check that the key with the"
                        + " thumbprint " + thumbprint + " is registered under this kid for this client. Details:"
                        + " client_id app, kid app-2026 with the SHA-256 thumbprint " + thumbprint
                        + ", HTTP 401 from https://fhir.example/token at " + fixture.clock.instant() + ".");
    }

    @Test
    void requestToAdministratorContainsNoSecret() {
        fixture.useSecret();
        fixture.respond(401, INVALID_CLIENT);
        assertThat(fixture.causes())
                .filteredOn(cause -> cause.administratorRequest().isPresent())
                .isNotEmpty()
                .allSatisfy(cause -> assertThat(cause.administratorRequest().orElseThrow())
                        .contains(" Details: client_id app, HTTP 401 from https://fhir.example/token at ")
                        .doesNotContain("correct-horse"));
    }

    @Test
    void requestToAdministratorNamesRejectedAuthorizationRequest() {
        fixture.useSecret();
        SmartClient client = fixture.client();
        AuthorizationRequest request = client.authorize(Launch.standalone());
        AuthorizationResponse response =
                AuthorizationResponse.parse("error=unauthorized_client&state=" + request.state());
        assertThat(fixture.failure(() -> client.exchange(request, response))
                        .findings()
                        .get(0)
                        .administratorRequest())
                .contains("The server rejects an authorization request with unauthorized_client. Please allow the"
                        + " authorization code grant for the client. Details: client_id app, redirect_uri"
                        + " https://app.example/callback, aud https://fhir.example/r4, authorization endpoint"
                        + " https://fhir.example/authorize.");
    }
}
