package io.safire.tck;

import static io.safire.sandbox.control.IdTokenPlan.normal;
import static io.safire.tck.support.Bench.answer;
import static io.safire.tck.support.Bench.fresh;
import static io.safire.tck.support.Bench.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.token.RefreshRequest;
import io.safire.launch.AuthorizationOptions;
import io.safire.Finding;
import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.TokenException;
import io.safire.error.ValidationException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.FhirUser;
import io.safire.launch.Launch;
import io.safire.sandbox.control.Answer;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.IdTokenPlan;
import io.safire.sandbox.control.IdTokenPlan.Signer;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.support.TckArchive;
import io.safire.token.IdToken;
import io.safire.token.Scopes;
import io.safire.token.TokenFlow;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Identity of the user: the nonce, each validation rule of the ID token with its negative cases, and the FHIR resource of the user. */
@Area("protocol")
@ArquillianTest
public class IdentityTest {

    private static final List<String> ALGORITHMS =
            List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(IdentityTest.class);
        for (String name : List.of(
                "id",
                "id-discovered",
                "id-fallback",
                "id-keyless",
                "id-cached",
                "id-rotated",
                "id-storm",
                "id-algorithms",
                "id-two-keys",
                "id-partner",
                "id-issuer",
                "id-unknown")) {
            archive.server(name, "public");
        }
        return archive.set("id-partner", "fhir-user-hosts", "fhir.partner.example, other.example:8443")
                .issuer("id-issuer")
                .build();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/47", "smart-2.2.0/195", "smart-2.2.0/196", "smart-2.2.0/201"})
    void identityIsThatOfTheCheckedIdToken() {
        SandboxServer ehr = fresh("id");
        SmartClient client = clients.client("id");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        assertThat(request.scopes().values()).contains("openid", "fhirUser");
        TokenResponse tokens = client.exchange(request, answer(ehr, request));
        IdToken identity = tokens.identity().orElseThrow();
        assertThat(identity.issuer()).isEqualTo(ehr.issuer().toString());
        assertThat(identity.subject()).isEqualTo("dr-1");
        assertThat(identity.audience()).containsExactly("app-id");
        assertThat(identity.nonce()).isPresent().isEqualTo(request.nonce());
        assertThat(identity.expiresAt()).isAfter(identity.issuedAt());
        FhirUser user = identity.fhirUser().orElseThrow();
        assertThat(user.url()).hasToString(ehr.fhirBase() + "/Practitioner/dr-1");
        assertThat(user.reference()).isEqualTo("Practitioner/dr-1");
        assertThat(tokens.findings()).isEmpty();
        assertThat(identity.toString() + tokens)
                .doesNotContain("dr-1", tokens.idToken().orElseThrow());
    }

    @Test
    @Assertion(id = "smart-2.2.0/195")
    void userIsNotKnownUnlessOpenidIsAskedFor() {
        SandboxServer ehr = fresh("id");
        ehr.next(Endpoint.TOKEN, Answer.normal().patch(object("id_token", "ignored-id-token")), Answer.normal());
        TokenResponse without = launched("id", "launch/patient patient/*.rs");
        assertThat(without.identity()).isEmpty();
        assertThat(without.findings()).isEmpty();
        IdToken withoutUser = launched("id", "openid").identity().orElseThrow();
        assertThat(withoutUser.fhirUser()).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void nonceIsNewLongEnoughAndSentWithOpenidOnly() {
        fresh("id");
        SmartClient client = clients.client("id");
        AuthorizationRequest one = client.authorize(Launch.standalone());
        AuthorizationRequest other = client.authorize(Launch.standalone());
        assertThat(one.nonce()).isPresent();
        assertThat(one.nonce().orElseThrow()).hasSizeGreaterThanOrEqualTo(22).isNotEqualTo(one.state());
        assertThat(one.nonce()).isNotEqualTo(other.nonce());
        assertThat(one.uri().getQuery()).contains("nonce=" + one.nonce().orElseThrow());
        AuthorizationRequest anonymous = client.authorize(Launch.standalone(), AuthorizationOptions.withScopes(Scopes.parse("fhirUser patient/*.rs")));
        assertThat(anonymous.parameters()).doesNotContainKey("nonce");
    }

    @Test
    @Assertion(id = "smart-2.2.0/211")
    void authenticationTimeIsNeverAskedFor() {
        SandboxServer ehr = fresh("id");
        assertThat(launched(clients.client("id"), ehr).identity()).isPresent();
        assertThat(ehr.requests(Endpoint.AUTHORIZE)).hasSize(1).allSatisfy(request -> assertThat(request.uri())
                .doesNotContain("max_age", "auth_time", "claims="));
    }

    @Test
    @Assertion(id = {"smart-2.2.0/202", "smart-2.2.0/218"})
    void userIsReadAsAFhirResource() throws Exception {
        fresh("id");
        TokenResponse tokens = launched("id", "openid fhirUser user/Practitioner.r");
        FhirUser user = tokens.identity().flatMap(IdToken::fhirUser).orElseThrow();
        assertThat(read(clients.client("id"), user, tokens))
                .contains("\"resourceType\":\"Practitioner\"", "\"id\":\"dr-1\"");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/202", "smart-2.2.0/218"})
    void relativeUserBelongsToTheFhirBase() {
        SandboxServer ehr = fresh("id");
        TokenResponse tokens = launched(ehr, normal().claims(object("fhirUser", "Practitioner/dr-7")));
        assertThat(tokens.identity().flatMap(IdToken::fhirUser).orElseThrow().url())
                .hasToString(ehr.fhirBase() + "/Practitioner/dr-7");
        TokenResponse older = launched(
                ehr,
                normal().claims(Json.createObjectBuilder()
                        .addNull("fhirUser")
                        .add("profile", ehr.fhirBase() + "/Patient/pat-1")
                        .build()));
        assertThat(older.identity().flatMap(IdToken::fhirUser).orElseThrow().reference())
                .isEqualTo("Patient/pat-1");
    }

    @Test
    @Assertion(id = "smart-2.2.0/202")
    void userOnAnotherHostIsNotGivenUnlessItIsAllowed() {
        SandboxServer ehr = fresh("id");
        for (String foreign : List.of("https://fhir.partner.example/r4/Practitioner/1", "javascript:Practitioner/1")) {
            TokenResponse tokens = launched(ehr, normal().claims(object("fhirUser", foreign)));
            assertThat(tokens.identity().orElseThrow().fhirUser()).isEmpty();
            assertThat(tokens.findings()).extracting(Finding::member).containsExactly("fhirUser");
        }
        SandboxServer partner = fresh("id-partner");
        partner.idTokens(normal().claims(object("fhirUser", "https://fhir.partner.example/r4/Practitioner/1")));
        assertThat(launched(clients.client("id-partner"), partner).identity().flatMap(IdToken::fhirUser))
                .isPresent();
        partner.idTokens(normal().claims(object("fhirUser", "https://other.example/r4/Practitioner/1")));
        assertThat(launched(clients.client("id-partner"), partner).findings().toString())
                .contains("safire.id-partner.fhir-user-hosts");
    }

    @Test
    @Assertion(id = "smart-2.2.0/218")
    void keysAreFoundByTheOpenidConfigurationOfTheIssuer() {
        SandboxServer ehr = fresh("id-discovered");
        ehr.patchMetadata(object("jwks_uri", ehr.issuer() + "/nowhere"));
        assertThat(launched(clients.client("id-discovered"), ehr).identity()).isPresent();
        assertThat(ehr.requests(Endpoint.OPENID_CONFIGURATION)).hasSize(1);
        assertThat(ehr.requests(Endpoint.JWKS)).hasSize(1);
    }

    @Test
    @Assertion(id = "smart-2.2.0/218")
    void keysOfTheMetadataServeWhereTheIssuerHasNoConfiguration() {
        SandboxServer ehr = fresh("id-fallback");
        ehr.next(Endpoint.OPENID_CONFIGURATION, Answer.status(404));
        assertThat(launched(clients.client("id-fallback"), ehr).identity()).isPresent();
        SandboxServer keyless = fresh("id-keyless");
        keyless.patchMetadata(object("jwks_uri", JsonValue.NULL));
        keyless.next(
                Endpoint.OPENID_CONFIGURATION, Answer.normal().patch(object("issuer", "https://as.attacker.example")));
        assertThat(refused("id-keyless", keyless, normal()))
                .hasMessageContaining("openid-configuration is of another issuer");
    }

    @Test
    @Assertion(id = "smart-2.2.0/218")
    void keysAreKept() {
        SandboxServer ehr = fresh("id-cached");
        launched(clients.client("id-cached"), ehr);
        launched(clients.client("id-cached"), ehr);
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(2);
        assertThat(ehr.requests(Endpoint.JWKS)).hasSize(1);
    }

    @Test
    @Assertion(id = "smart-2.2.0/218")
    void keysAreReadAgainForANewKey() {
        SandboxServer ehr = fresh("id-rotated");
        launched(clients.client("id-rotated"), ehr);
        ehr.replaceKeys("ES384");
        assertThat(launched(clients.client("id-rotated"), ehr).identity()).isPresent();
        assertThat(ehr.requests(Endpoint.JWKS)).hasSize(2);
    }

    @Test
    void inventedKeysDoNotCauseAStormOfRequests() {
        SandboxServer ehr = fresh("id-storm");
        for (int number = 0; number < 3; number++) {
            IdTokenPlan invented = normal().header(object("kid", "invented-" + number));
            assertThat(refused("id-storm", ehr, invented.signedBy(Signer.STRANGER)))
                    .hasMessageContaining("invented-" + number)
                    .hasMessageContaining("id-1");
        }
        assertThat(ehr.requests(Endpoint.JWKS)).hasSize(2);
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void signaturesByPrivateKeysAreAccepted() {
        SandboxServer ehr = fresh("id-algorithms");
        ehr.replaceKeys(ALGORITHMS.toArray(String[]::new));
        for (String algorithm : ALGORITHMS) {
            ehr.idTokens(normal().algorithm(algorithm));
            assertThat(launched(clients.client("id-algorithms"), ehr).identity())
                    .as(algorithm)
                    .isPresent();
        }
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void unsignedTokenIsRefused() {
        assertThat(refused(normal().signedBy(Signer.NOBODY))).hasMessageContaining("none");
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void publicKeyAsSecretIsRefused() {
        assertThat(refused(normal().signedBy(Signer.PUBLIC_KEY_AS_SECRET))).hasMessageContaining("HS256");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/201", "smart-2.2.0/218"})
    void signatureOfAStrangerIsRefused() {
        assertThat(refused(normal().signedBy(Signer.STRANGER))).hasMessageContaining("signature");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/201", "smart-2.2.0/218"})
    void anotherIssuerIsRefusedAndAskedForNothing() {
        SandboxServer foreign = fresh("id-foreign");
        assertThat(refused(normal().claims(object("iss", foreign.issuer().toString()))))
                .hasMessageContaining(foreign.issuer().toString())
                .hasMessageContaining("safire.id.id-token-issuer");
        assertThat(foreign.requests(Endpoint.OPENID_CONFIGURATION)).isEmpty();
        assertThat(foreign.requests(Endpoint.JWKS)).isEmpty();
        refused(normal().claims(object("iss", server("id").issuer() + "/")));
        refused(normal().claims(object("iss", JsonValue.NULL)));
    }

    @Test
    void issuerIsThatOfTheSettingElseOfTheMetadata() {
        SandboxServer ehr = fresh("id-issuer");
        ehr.patchMetadata(object("issuer", "https://as.example"));
        ehr.quirks(Quirk.AUTHORIZE_NO_ISS);
        assertThat(launched(clients.client("id-issuer"), ehr).identity()).isPresent();
        SandboxServer unknown = fresh("id-unknown");
        unknown.patchMetadata(object("issuer", JsonValue.NULL));
        assertThat(refused("id-unknown", unknown, normal())).hasMessageContaining("safire.id-unknown.id-token-issuer");
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void audienceHasToBeThisClient() {
        assertThat(refused(normal().claims(object("aud", "app-other")))).hasMessageContaining("app-other");
        refused(normal().claims(object("aud", JsonValue.NULL)));
        refused(normal().claims(object("aud", Json.createArrayBuilder().build())));
        JsonObject alone = object("aud", Json.createArrayBuilder().add("app-id").build());
        assertThat(launched(fresh("id"), normal().claims(alone)).identity()).isPresent();
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void tokenForSeveralClientsHasToBeIssuedToThisOne() {
        JsonObject several = object(
                "aud", Json.createArrayBuilder().add("app-other").add("app-id").build());
        refused(normal().claims(several));
        JsonObject toOther =
                Json.createObjectBuilder(several).add("azp", "app-other").build();
        assertThat(refused(normal().claims(toOther))).hasMessageContaining("azp");
        refused(normal().claims(object("azp", "app-other")));
        JsonObject toUs = Json.createObjectBuilder(several).add("azp", "app-id").build();
        assertThat(launched(fresh("id"), normal().claims(toUs)).identity()).isPresent();
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void nonceHasToBeTheOneThatWasSent() {
        assertThat(refused(normal().claims(object("nonce", "of-another-request"))))
                .hasMessageContaining("nonce");
        assertThat(refused(normal().claims(object("nonce", JsonValue.NULL)))).hasMessageContaining("nonce");
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void expiredTokenIsRefused() {
        assertThat(refused(normal().claims(at("exp", Duration.ofMinutes(-5))))).hasMessageContaining("clock");
        refused(normal().claims(object("exp", JsonValue.NULL)));
        refused(normal().claims(object("exp", "tomorrow")));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void tokenOfTheFutureIsRefused() {
        assertThat(refused(normal().claims(at("iat", Duration.ofMinutes(5))))).hasMessageContaining("clock");
        refused(normal().claims(object("iat", JsonValue.NULL)));
        SandboxServer ehr = fresh("id");
        ehr.clock(Duration.ofMinutes(4));
        assertThat(launched(clients.client("id"), ehr).identity()).isPresent();
        ehr.clock(Duration.ofMinutes(20));
        assertThat(refused("id", ehr, normal())).hasMessageContaining("clock");
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void refusesExpiredTokenWhateverTheServerClockSays() {
        for (Duration behind : List.of(Duration.ofMinutes(-4), Duration.ofHours(-20))) {
            SandboxServer ehr = fresh("id");
            ehr.clock(behind);
            JsonObject times = Json.createObjectBuilder()
                    .add("iat", Instant.now().minusSeconds(600).getEpochSecond())
                    .add("exp", Instant.now().minusSeconds(90).getEpochSecond())
                    .build();
            assertThat(refused("id", ehr, normal().claims(times))).hasMessageContaining("it has expired");
        }
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void tokenWithoutASubjectIsRefused() {
        refused(normal().claims(object("sub", JsonValue.NULL)));
        refused(normal().claims(object("sub", JsonValue.EMPTY_JSON_OBJECT)));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void kidAndTypMayBeMissingWhereOneKeyFits() {
        IdTokenPlan bare = normal().header(
                        Json.createObjectBuilder().addNull("kid").addNull("typ").build());
        assertThat(launched(fresh("id"), bare).identity()).isPresent();
        SandboxServer ehr = fresh("id-two-keys");
        ehr.addKeys("RS256");
        ehr.addKeys("RS256");
        assertThat(refused("id-two-keys", ehr, bare)).hasMessageContaining("kid");
        refused(normal().header(object("typ", "logout+jwt")));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void refusesTokenWithUnencodedPayloadOption() {
        assertThat(refused(normal().header(object("b64", JsonValue.FALSE)))).hasMessageContaining("b64");
        assertThat(launched(fresh("id"), normal().header(object("b64", JsonValue.TRUE)))
                        .identity())
                .isPresent();
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void refusesSignatureWithCharactersOutsideBase64url() {
        for (String ending : List.of("!", "=", "==", "+", "%0A", "\n")) {
            assertThat(refused(normal().ending(ending))).hasMessageContaining("its signature is not base64url");
        }
    }

    @Test
    void textThatIsNoTokenIsRefused() {
        for (String text : List.of("", "garbage", "a.b.c", "e30.e30.", "a.b.c.d.e")) {
            refused(IdTokenPlan.text(text));
        }
        refused(normal().padded(100_000));
        SandboxServer ehr = fresh("id");
        ehr.idTokens(normal().padded(2 << 20));
        assertThatThrownBy(() -> launched(clients.client("id"), ehr)).isInstanceOf(TokenException.class);
    }

    @Test
    void missingIdTokenIsAFinding() {
        TokenResponse tokens = launched(fresh("id"), IdTokenPlan.none());
        assertThat(tokens.identity()).isEmpty();
        assertThat(tokens.context().patient()).contains("pat-1");
        assertThat(tokens.conformance(TokenFlow.APP_LAUNCH))
                .extracting(Finding::member)
                .containsExactly("id_token");
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void identitySurvivesARefresh() {
        SandboxServer ehr = fresh("id");
        SmartClient client = clients.client("id");
        TokenResponse first = launched(client, ehr);
        TokenResponse second = client.refresh(RefreshRequest.of(first));
        assertThat(second.idToken()).isEmpty();
        assertThat(second.identity()).isPresent().isEqualTo(first.identity());
        ehr.quirks(Quirk.ID_TOKEN_ON_REFRESH);
        ehr.idTokens(normal().claims(at("exp", Duration.ofHours(3))));
        TokenResponse third = client.refresh(RefreshRequest.of(second));
        IdToken renewed = third.identity().orElseThrow();
        assertThat(renewed.nonce()).isEmpty();
        assertThat(renewed.expiresAt()).isAfter(first.identity().orElseThrow().expiresAt());
        ehr.idTokens(normal().claims(object("aud", JsonValue.NULL)));
        TokenResponse fourth = client.refresh(RefreshRequest.of(third));
        assertThat(fourth.identity().orElseThrow().subject()).isEqualTo("dr-1");
        assertThat(fourth.findings()).extracting(Finding::member).containsExactly("id_token");
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void wrongIdTokenOfARefreshIsPassedOverAndDoesNotCostTheTokens() {
        SandboxServer ehr = fresh("id");
        SmartClient client = clients.client("id");
        TokenResponse first = launched(client, ehr);
        ehr.quirks(Quirk.ID_TOKEN_ON_REFRESH);
        TokenResponse tokens = first;
        for (IdTokenPlan wrong : List.of(
                normal().signedBy(Signer.NOBODY),
                normal().signedBy(Signer.STRANGER).claims(object("sub", "dr-2")),
                normal().claims(object("aud", "app-other")),
                normal().claims(object("nonce", "of-another-request")),
                normal().claims(at("iat", Duration.ofHours(-2))))) {
            ehr.idTokens(wrong);
            tokens = client.refresh(RefreshRequest.of(tokens));
            assertThat(tokens.identity()).isEqualTo(first.identity());
            assertThat(tokens.findings()).extracting(Finding::member).containsExactly("id_token");
        }
        assertThat(tokens.accessToken().value())
                .isNotEqualTo(first.accessToken().value());
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void refreshForAnotherUserIsRefused() {
        SandboxServer ehr = fresh("id");
        SmartClient client = clients.client("id");
        TokenResponse first = launched(client, ehr);
        ehr.quirks(Quirk.ID_TOKEN_ON_REFRESH);
        ehr.idTokens(normal().claims(object("sub", "dr-2")));
        assertThatThrownBy(() -> client.refresh(RefreshRequest.of(first)))
                .isInstanceOfSatisfying(ValidationException.class, thrown -> assertThat(thrown.attribute())
                        .isEqualTo("id_token"))
                .hasMessageContaining("sub");
    }

    private ValidationException refused(IdTokenPlan plan) {
        return refused("id", fresh("id"), plan);
    }

    /** Returns the exception that the code exchange throws. Its message contains neither the token nor the user. */
    private ValidationException refused(String name, SandboxServer ehr, IdTokenPlan plan) {
        ehr.idTokens(plan);
        ValidationException[] refusal = new ValidationException[1];
        assertThatThrownBy(() -> launched(clients.client(name), ehr))
                .isInstanceOfSatisfying(ValidationException.class, thrown -> refusal[0] = thrown)
                .hasMessageStartingWith("SAFIRE-")
                .hasMessageContaining(" " + name + ": ")
                .hasMessageNotContaining("dr-1")
                .hasMessageNotContaining("eyJ");
        assertThat(refusal[0].attribute()).isEqualTo("id_token");
        assertThat(refusal[0].reason()).isNotBlank();
        return refusal[0];
    }

    private TokenResponse launched(SandboxServer ehr, IdTokenPlan plan) {
        ehr.idTokens(plan);
        return launched(clients.client("id"), ehr);
    }

    private static TokenResponse launched(SmartClient client, SandboxServer ehr) {
        AuthorizationRequest request = client.authorize(Launch.standalone());
        return client.exchange(request, answer(ehr, request));
    }

    private TokenResponse launched(String name, String scopes) {
        SmartClient client = clients.client(name);
        AuthorizationRequest request = client.authorize(Launch.standalone(), AuthorizationOptions.withScopes(Scopes.parse(scopes)));
        return client.exchange(request, answer(server(name), request));
    }

    private static String read(SmartClient client, FhirUser user, TokenResponse tokens)
            throws IOException, InterruptedException {
        String authorization =
                client.resources().authorization(tokens.accessToken(), user.url()).orElseThrow();
        HttpRequest request = HttpRequest.newBuilder(user.url())
                .header("Authorization", authorization)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static JsonObject object(String name, String value) {
        return object(name, Json.createValue(value));
    }

    private static JsonObject object(String name, JsonValue value) {
        return Json.createObjectBuilder().add(name, value).build();
    }

    /** Returns a claim with a time, as an offset from now. */
    private static JsonObject at(String name, Duration offset) {
        return object(name, Json.createValue(Instant.now().plus(offset).getEpochSecond()));
    }
}
