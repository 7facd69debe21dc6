package io.safire.tck.area.identity;

import static io.safire.sandbox.control.IdTokenPlan.normal;
import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.authorize;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TckContext.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.TokenException;
import io.safire.error.ValidationException;
import io.safire.launch.AuthorizationCode;
import io.safire.launch.AuthorizationOptions;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.IdTokenPlan;
import io.safire.sandbox.control.IdTokenPlan.IdTokenSigner;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.JdkSignature;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.FhirUser;
import io.safire.token.IdToken;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import io.safire.token.TokenFlow;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Identity of the user: the nonce, each validation rule of the ID token with its negative cases, and the FHIR resource of the user. */
@SharedApplication("protocol")
@Tag("identity")
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
                "id-jdk",
                "id-fallback",
                "id-keyless",
                "id-cached",
                "id-rotated",
                "id-storm",
                "id-ignored-keys",
                "id-algorithms",
                "id-two-keys",
                "id-partner",
                "id-issuer",
                "id-audiences",
                "id-no-nonce",
                "id-text-issuer",
                "id-shared",
                "id-shared-keys",
                "id-unknown")) {
            archive.server(name, "public");
        }
        return archive.set("id-partner", "fhir-user-hosts", "fhir.partner.example, other.example:8443")
                .setIssuer("id-issuer")
                .set("id-audiences", "id-token-audiences", "https://platform.example, other")
                .set("id-no-nonce", "nonce", "false")
                .set("id-text-issuer", "issuer", "accounts.example.com")
                .setUrl("id-text-issuer", "callback-issuer", "id-text-issuer", "/auth")
                .set("id-shared", "issuer", "shared.example.com")
                .setUrl("id-shared", "callback-issuer", "id-shared", "/auth")
                .set("id-shared-keys", "issuer", "shared.example.com")
                .setUrl("id-shared-keys", "callback-issuer", "id-shared-keys", "/auth")
                .setUrl("id-shared-keys", "jwks-uri", "id-shared-keys", "/auth/jwks")
                .build();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/47", "smart-2.2.0/195", "smart-2.2.0/196", "smart-2.2.0/201"})
    void returnsIdentityOfValidatedIdToken() {
        SandboxServer ehr = resetServer("id");
        SmartClient client = clients.client("id");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        AuthorizationResponse response = authorize(ehr, request);
        assertThat(ehr.requests(Endpoint.AUTHORIZE)
                        .get(0)
                        .query()
                        .getOrDefault("scope", "")
                        .split(" "))
                .contains("openid", "fhirUser");
        TokenResponse tokens = client.exchange(request, response);
        assertThat(tokens.identity()).isPresent();
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
    @Assertion(id = {"smart-2.2.0/47", "smart-2.2.0/195"})
    void ignoresIdTokenWithoutOpenidScope() {
        SandboxServer ehr = resetServer("id");
        ehr.script(
                Endpoint.TOKEN,
                ScriptedResponse.normal().patch(object("id_token", "ignored-id-token")),
                ScriptedResponse.normal());
        TokenResponse without = launch("id", "launch/patient patient/*.rs");
        assertThat(without.identity()).isEmpty();
        assertThat(without.findings()).isEmpty();
        IdToken withoutUser = launch("id", "openid").identity().orElseThrow();
        assertThat(withoutUser.fhirUser()).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void sendsFreshNonceWithOpenidScopeOnly() {
        resetServer("id");
        SmartClient client = clients.client("id");
        AuthorizationRequest one = client.authorize(Launch.standalone());
        AuthorizationRequest other = client.authorize(Launch.standalone());
        assertThat(one.nonce()).isPresent();
        assertThat(one.nonce().orElseThrow()).hasSizeGreaterThanOrEqualTo(22).isNotEqualTo(one.state());
        assertThat(one.nonce()).isNotEqualTo(other.nonce());
        assertThat(one.uri().getQuery()).contains("nonce=" + one.nonce().orElseThrow());
        AuthorizationRequest anonymous = client.authorize(
                Launch.standalone(), AuthorizationOptions.withScopes(Scopes.parse("fhirUser patient/*.rs")));
        assertThat(anonymous.parameters()).doesNotContainKey("nonce");
    }

    @Test
    @Assertion(id = "smart-2.2.0/211")
    void requestsNoAuthenticationTime() {
        SandboxServer ehr = resetServer("id");
        SmartClient client = clients.client("id");
        Launch ehrLaunch = Launch.ehr(ehr.fhirBase().toString(), ehr.startLaunch(object("patient", "pat-1")));
        for (AuthorizationRequest request : List.of(
                client.authorize(Launch.standalone()),
                client.authorize(ehrLaunch, AuthorizationOptions.withScopes(Scopes.parse("launch openid fhirUser"))),
                client.authorize(
                        Launch.standalone(),
                        AuthorizationOptions.withScopes(Scopes.parse("launch/patient patient/*.rs"))))) {
            ehr.authorize(request.uri());
            ehr.authorizePost(request.endpoint(), request.form());
        }
        assertThat(ehr.requests(Endpoint.AUTHORIZE)).hasSize(6).allSatisfy(request -> {
            assertThat(request.query()).doesNotContainKeys("max_age", "auth_time", "claims");
            assertThat(request.form()).doesNotContainKeys("max_age", "auth_time", "claims");
        });
    }

    @Test
    @Assertion(id = {"smart-2.2.0/202", "smart-2.2.0/218"})
    void readsFhirUserResource() throws Exception {
        resetServer("id");
        TokenResponse tokens = launch("id", "openid fhirUser user/Practitioner.r");
        FhirUser user = tokens.identity().flatMap(IdToken::fhirUser).orElseThrow();
        assertThat(read(clients.client("id"), user, tokens))
                .contains("\"resourceType\":\"Practitioner\"", "\"id\":\"dr-1\"");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/202", "smart-2.2.0/218"})
    void resolvesRelativeFhirUserAgainstFhirBase() {
        SandboxServer ehr = resetServer("id");
        TokenResponse tokens = launch(ehr, normal().claims(object("fhirUser", "Practitioner/dr-7")));
        assertThat(tokens.identity().flatMap(IdToken::fhirUser).orElseThrow().url())
                .hasToString(ehr.fhirBase() + "/Practitioner/dr-7");
        TokenResponse older = launch(
                ehr,
                normal().claims(SandboxJson.createObjectBuilder()
                        .addNull("fhirUser")
                        .add("profile", ehr.fhirBase() + "/Patient/pat-1")
                        .build()));
        assertThat(older.identity().flatMap(IdToken::fhirUser).orElseThrow().reference())
                .isEqualTo("Patient/pat-1");
    }

    @Test
    @Assertion(id = "smart-2.2.0/202")
    void ignoresFhirUserOnHostThatIsNotAllowed() {
        SandboxServer ehr = resetServer("id");
        for (String foreign : List.of("https://fhir.partner.example/r4/Practitioner/1", "javascript:Practitioner/1")) {
            TokenResponse tokens = launch(ehr, normal().claims(object("fhirUser", foreign)));
            assertThat(tokens.identity().orElseThrow().fhirUser()).isEmpty();
            assertThat(tokens.findings())
                    .map(finding -> finding.member().orElse(""))
                    .containsExactly("fhirUser");
        }
        Map<String, String> reasons = Map.of(
                "https://fhir.example/{tenant}/Practitioner/1", "is malformed",
                "https://fhir_1.example/Practitioner/1", "has a host name that Java does not accept",
                "https://dr@fhir.example/Practitioner/1", "contains a user name",
                "dr-1", "is not a reference to a FHIR resource");
        reasons.forEach((value, reason) -> assertThat(
                        launch(ehr, normal().claims(object("fhirUser", value))).findings())
                .as(value)
                .singleElement()
                .satisfies(saying("The claim fhirUser " + reason))
                .satisfies(finding -> {
                    assertThat(finding.member()).contains("fhirUser");
                    assertThat(finding.message()).doesNotContain("Practitioner", "dr@");
                }));
        SandboxServer partner = resetServer("id-partner");
        partner.setIdTokenPlan(normal().claims(object("fhirUser", "https://fhir.partner.example/r4/Practitioner/1")));
        assertThat(launch(clients.client("id-partner"), partner)
                        .identity()
                        .flatMap(IdToken::fhirUser)
                        .map(FhirUser::url))
                .contains(URI.create("https://fhir.partner.example/r4/Practitioner/1"));
        partner.setIdTokenPlan(normal().claims(object("fhirUser", "https://other.example/r4/Practitioner/1")));
        assertThat(launch(clients.client("id-partner"), partner).findings().toString())
                .contains("safire.id-partner.fhir-user-hosts");
    }

    @Test
    @Assertion(id = "smart-2.2.0/218")
    void loadsJwksByOpenidConfiguration() throws Exception {
        JsonObject keys = publishedKeys(server("id-discovered"));
        SandboxServer ehr = resetServer("id-discovered");
        SandboxServer stranger = resetServer("id-foreign");
        ehr.patchMetadata(object("jwks_uri", stranger.issuer() + "/jwks"));
        URI moved = ehr.publish("id-discovered.json", keys, "max-age=3600");
        ehr.script(
                Endpoint.OPENID_CONFIGURATION, ScriptedResponse.normal().patch(object("jwks_uri", moved.toString())));
        Throwable outcome = catchThrowable(() -> launch(clients.client("id-discovered"), ehr));
        assertThat(stranger.requests(Endpoint.JWKS)).isEmpty();
        assertThat(ehr.requests(Endpoint.JWKS)).isEmpty();
        assertThat(ehr.requests(Endpoint.OPENID_CONFIGURATION)).hasSize(1);
        assertThat(ehr.requests(Endpoint.PUBLISHED)).hasSize(1);
        assertThat(outcome).isNull();
    }

    @Test
    void fallsBackToJwksUriOfSmartMetadataAfter404() {
        SandboxServer ehr = resetServer("id-fallback");
        ehr.script(Endpoint.OPENID_CONFIGURATION, ScriptedResponse.status(404));
        assertThat(launch(clients.client("id-fallback"), ehr).identity()).isPresent();
    }

    @Test
    @Assertion(id = "smart-2.2.0/218")
    void rejectsOpenidConfigurationOfOtherIssuer() {
        SandboxServer keyless = resetServer("id-keyless");
        keyless.patchMetadata(object("jwks_uri", JsonValue.NULL));
        keyless.script(
                Endpoint.OPENID_CONFIGURATION,
                ScriptedResponse.normal().patch(object("issuer", "https://as.attacker.example")));
        assertThat(expectRejection("id-keyless", keyless, normal()))
                .hasMessageContaining("openid-configuration")
                .satisfies(saying("openid-configuration names a different issuer"));
        assertThat(keyless.requests(Endpoint.JWKS)).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/218")
    void cachesJwks() {
        SandboxServer ehr = resetServer("id-cached");
        launch(clients.client("id-cached"), ehr);
        launch(clients.client("id-cached"), ehr);
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(2);
        assertThat(ehr.requests(Endpoint.JWKS)).hasSize(1);
    }

    @Test
    @Assertion(id = "smart-2.2.0/218")
    void reloadsJwksForUnknownKid() {
        SandboxServer ehr = resetServer("id-rotated");
        launch(clients.client("id-rotated"), ehr);
        ehr.replaceKeys("ES384");
        Throwable outcome = catchThrowable(() -> launch(clients.client("id-rotated"), ehr));
        assertThat(ehr.requests(Endpoint.JWKS)).hasSize(2);
        assertThat(outcome).isNull();
        assertThat(launch(clients.client("id-rotated"), ehr).identity()).isPresent();
    }

    @Test
    void limitsJwksReloadsForUnknownKids() {
        SandboxServer ehr = resetServer("id-storm");
        for (int number = 0; number < 3; number++) {
            IdTokenPlan invented = normal().header(object("kid", "invented-" + number));
            assertThat(expectRejection("id-storm", ehr, invented.signedBy(IdTokenSigner.UNPUBLISHED_KEY)))
                    .hasMessageContaining("invented-" + number)
                    .hasMessageContaining("id-1");
        }
        assertThat(ehr.requests(Endpoint.JWKS)).hasSize(2);
    }

    @Test
    void namesIgnoredKeysOfIssuer() {
        SandboxServer ehr = resetServer("id-ignored-keys");
        String keys = """
                {"keys":[{"kty":"RSA","kid":"k1","x5c":["MIIB"]},
                {"kty":"RSA","kid":"k2","alg":"RSA256","n":"AQAB","e":"AQAB"},
                {"kty":"RSA","kid":"k3","use":"signature","n":"AQAB","e":"AQAB"}]}""";
        ScriptedResponse unusable = ScriptedResponse.status(200).body("application/json", keys);
        ehr.script(Endpoint.JWKS, unusable, unusable);
        assertThat(expectRejection("id-ignored-keys", ehr, normal()))
                .hasMessageContaining("k1")
                .hasMessageContaining("k2")
                .hasMessageContaining("RSA256")
                .hasMessageContaining("k3")
                .satisfies(saying(
                        "SAFIRE-0806 ",
                        "contains: no usable keys; ignored: k1 (it lacks n, e, and x5c does not replace them)",
                        "k2 (its alg is RSA256, not one of RS256, ",
                        "k3 (its use is signature, not sig)"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void acceptsAsymmetricSignatureAlgorithms() {
        SandboxServer ehr = resetServer("id-algorithms");
        ehr.replaceKeys(ALGORITHMS.toArray(String[]::new));
        for (String algorithm : ALGORITHMS) {
            ehr.setIdTokenPlan(normal().algorithm(algorithm));
            assertThat(launch(clients.client("id-algorithms"), ehr).identity())
                    .as(algorithm)
                    .isPresent();
        }
    }

    /** The JDK signs the ID tokens, so that the test does not depend on the library that the server uses. */
    @Test
    @Assertion(id = {"smart-2.2.0/201", "smart-2.2.0/218"})
    void acceptsIdTokenSignedByJdk() {
        SandboxServer ehr = resetServer("id-jdk");
        URI keys = ehr.publish("id-jdk.json", testKeys(), "max-age=3600");
        ehr.script(Endpoint.OPENID_CONFIGURATION, ScriptedResponse.normal().patch(object("jwks_uri", keys.toString())));
        for (String algorithm : List.of("RS256", "PS256", "ES384")) {
            boolean isElliptic = algorithm.startsWith("ES");
            JsonObject header = SandboxJson.createObjectBuilder()
                    .add("alg", algorithm)
                    .add("kid", isElliptic ? "ec-1" : "rsa-1")
                    .build();
            TokenResponse tokens = launchWithJdk("id-jdk", ehr, isElliptic ? TestKeys.EC : TestKeys.RSA, header);
            assertThat(tokens.identity().map(IdToken::subject)).as(algorithm).contains("dr-1");
        }
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsKeyInHeader() {
        SandboxServer ehr = resetServer("id");
        JsonObject header = SandboxJson.createObjectBuilder()
                .add("alg", "RS256")
                .add("kid", "id-1")
                .add("jwk", JdkSignature.key(testKeys(), "rsa-1"))
                .build();
        assertThat(expectRejection("id", () -> launchWithJdk("id", ehr, TestKeys.RSA, header)))
                .hasMessageContaining("id-1")
                .satisfies(saying("the signature matches no key with the kid id-1"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsKeySetNamedInHeaderWithoutRequest() {
        SandboxServer ehr = resetServer("id");
        SandboxServer foreign = resetServer("id-foreign");
        JsonObject keys = json(testKeys().toString().replace("rsa-1", "id-1"));
        JsonObject header = SandboxJson.createObjectBuilder()
                .add("alg", "RS256")
                .add("kid", "id-1")
                .add("jku", foreign.publish("id-1.json", keys, "max-age=3600").toString())
                .build();
        assertThat(expectRejection("id", () -> launchWithJdk("id", ehr, TestKeys.RSA, header)))
                .hasMessageContaining("id-1")
                .satisfies(saying("the signature matches no key with the kid id-1"));
        assertThat(foreign.requests(Endpoint.PUBLISHED)).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsUnsignedIdToken() {
        assertThat(expectRejection(normal().signedBy(IdTokenSigner.UNSIGNED))).hasMessageContaining("none");
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsPublicKeyAsHmacSecret() {
        assertThat(expectRejection(normal().signedBy(IdTokenSigner.PUBLIC_KEY_AS_SECRET)))
                .hasMessageContaining("HS256");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/201", "smart-2.2.0/218"})
    void rejectsSignatureOfUnknownKey() {
        assertThat(expectRejection(normal().signedBy(IdTokenSigner.UNPUBLISHED_KEY)))
                .satisfies(saying("signature"));
    }

    @Test
    @Assertion(id = {"smart-2.2.0/201", "smart-2.2.0/218"})
    void rejectsOtherIssuerWithoutContactingIt() {
        SandboxServer foreign = resetServer("id-foreign");
        assertThat(expectRejection(
                        normal().claims(object("iss", foreign.issuer().toString()))))
                .hasMessageContaining(foreign.issuer().toString())
                .hasMessageContaining("safire.id.issuer");
        assertThat(foreign.requests(Endpoint.OPENID_CONFIGURATION)).isEmpty();
        assertThat(foreign.requests(Endpoint.JWKS)).isEmpty();
        expectRejection(normal().claims(object("iss", server("id").issuer() + "/")));
        expectRejection(
                normal().claims(object("iss", server("id").issuer().toString().replace("/auth", ""))));
        expectRejection(normal().claims(object("iss", JsonValue.NULL)));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void expectsIssuerOfSettingOrMetadata() {
        SandboxServer ehr = resetServer("id-issuer");
        ehr.patchMetadata(object("issuer", "https://as.example"));
        ehr.setQuirks(Quirk.AUTHORIZE_NO_ISS);
        assertThat(launch(clients.client("id-issuer"), ehr).identity()).isPresent();
        SandboxServer unknown = resetServer("id-unknown");
        unknown.patchMetadata(object("issuer", JsonValue.NULL));
        assertThat(expectRejection("id-unknown", unknown, normal())).hasMessageContaining("safire.id-unknown.issuer");
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsIdTokenForAnotherAudience() {
        assertThat(expectRejection(normal().claims(object("aud", "app-other")))).hasMessageContaining("app-other");
        expectRejection(normal().claims(object("aud", JsonValue.NULL)));
        expectRejection(
                normal().claims(object("aud", SandboxJson.createArrayBuilder().build())));
        JsonObject alone =
                object("aud", SandboxJson.createArrayBuilder().add("app-id").build());
        assertThat(launch(resetServer("id"), normal().claims(alone)).identity()).isPresent();
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsSimilarAudience() {
        for (String similar : List.of("app-id-2", "app-i", "APP-ID", "app-id,app-other")) {
            assertThat(expectRejection(normal().claims(object("aud", similar)))).hasMessageContaining(similar);
        }
        JsonArrayBuilder nested = SandboxJson.createArrayBuilder()
                .add(SandboxJson.createArrayBuilder().add("app-id"));
        expectRejection(normal().claims(object("aud", nested.build())));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void validatesAzpOfSeveralAudiences() {
        JsonObject several = object(
                "aud",
                SandboxJson.createArrayBuilder().add("app-other").add("app-id").build());
        TokenResponse withoutAzp = launch(resetServer("id"), normal().claims(several));
        assertThat(withoutAzp.identity()).isPresent();
        assertThat(withoutAzp.findings()).singleElement().satisfies(finding -> assertThat(finding.message())
                .contains("app-other", "safire.id.id-token-audiences"));
        JsonObject toOther =
                SandboxJson.createObjectBuilder(several).add("azp", "app-other").build();
        assertThat(expectRejection(normal().claims(toOther))).hasMessageContaining("azp");
        expectRejection(normal().claims(object("azp", "app-other")));
        expectRejection(normal().claims(object("azp", "app-id-2")));
        JsonObject toThisClient =
                SandboxJson.createObjectBuilder(several).add("azp", "app-id").build();
        assertThat(launch(resetServer("id"), normal().claims(toThisClient)).identity())
                .isPresent();
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void limitsFurtherAudiencesBySetting() {
        for (String allowed : List.of("https://platform.example", "other")) {
            TokenResponse tokens = launchWithAudience("id-audiences", allowed, "app-id-audiences");
            assertThat(tokens.identity()).isPresent();
            assertThat(tokens.findings()).isEmpty();
        }
        SandboxServer ehr = resetServer("id-audiences");
        assertThat(expectRejection(
                        "id-audiences",
                        ehr,
                        normal().claims(object("aud", audiences("https://unlisted.example", "app-id-audiences")))))
                .hasMessageContaining("https://unlisted.example")
                .hasMessageContaining("safire.id-audiences.id-token-audiences");
    }

    private TokenResponse launchWithAudience(String name, String... audiences) {
        SandboxServer ehr = resetServer(name);
        ehr.setIdTokenPlan(normal().claims(object("aud", audiences(audiences))));
        return launch(clients.client(name), ehr);
    }

    private static JsonValue audiences(String... names) {
        JsonArrayBuilder audiences = SandboxJson.createArrayBuilder();
        List.of(names).forEach(audiences::add);
        return audiences.build();
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void sendsAndExpectsNoNonceIfSettingIsFalse() {
        SandboxServer ehr = resetServer("id-no-nonce");
        SmartClient client = clients.client("id-no-nonce");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        assertThat(request.nonce()).isEmpty();
        assertThat(request.parameters()).doesNotContainKey("nonce");
        ehr.setIdTokenPlan(normal().claims(object("nonce", JsonValue.NULL)));
        TokenResponse tokens = client.exchange(request, authorize(ehr, request));
        assertThat(tokens.identity()).isPresent();
        assertThat(tokens.findings()).isEmpty();
        assertThat(expectRejection(normal().claims(object("nonce", JsonValue.NULL))))
                .hasMessageContaining("safire.id.nonce")
                .satisfies(saying("safire.id.nonce=false"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void reportsNonceDespiteSetting() {
        SandboxServer ehr = resetServer("id-no-nonce");
        SmartClient client = clients.client("id-no-nonce");
        ehr.setIdTokenPlan(normal().claims(object("nonce", "of-server")));
        assertNonceFinding(launch(client, ehr));
        assertThatThrownBy(() -> client.exchange(code(client, ehr).withNonce("of-application")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("nonce");
        assertThat(client.exchange(code(client, ehr).withNonce("of-server")).findings())
                .isEmpty();
        ehr.setIdTokenPlan(normal().claims(object("nonce", JsonValue.NULL)));
        assertNonceFinding(client.exchange(code(client, ehr).withNonce("of-application")));
    }

    private static void assertNonceFinding(TokenResponse tokens) {
        assertThat(tokens.identity()).isPresent();
        assertThat(tokens.findings()).singleElement().satisfies(finding -> assertThat(finding.message())
                .contains("nonce", "safire.id-no-nonce.nonce"));
    }

    private static AuthorizationCode code(SmartClient client, SandboxServer ehr) {
        AuthorizationRequest request = client.authorize(Launch.standalone());
        AuthorizationResponse response = authorize(ehr, request);
        return AuthorizationCode.of(response.code().orElseThrow(), request.codeVerifier(), TckArchive.REDIRECT_URI)
                .withIss(response.iss().orElseThrow())
                .withScopes(request.scopes());
    }

    @Test
    @Assertion(id = "smart-2.2.0/218")
    void usesNoKeysOfMetadataForIssuerThatServersShare() {
        JsonObject issuer = object("iss", "shared.example.com");
        SandboxServer ehr = resetServer("id-shared");
        assertThat(expectRejection("id-shared", ehr, normal().claims(issuer)))
                .hasMessageContaining("id-shared-keys")
                .hasMessageContaining("safire.id-shared.jwks-uri");
        assertThat(ehr.requests(Endpoint.JWKS)).isEmpty();
        SandboxServer pinned = resetServer("id-shared-keys");
        pinned.setIdTokenPlan(normal().claims(issuer));
        assertThat(launch(clients.client("id-shared-keys"), pinned).identity()).isPresent();
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void comparesIssuerThatIsNoHttpsUrl() {
        SandboxServer ehr = resetServer("id-text-issuer");
        JsonObject issuer = object("iss", "accounts.example.com");
        ehr.setIdTokenPlan(normal().claims(issuer));
        assertThat(launch(clients.client("id-text-issuer"), ehr)
                        .identity()
                        .orElseThrow()
                        .issuer())
                .isEqualTo("accounts.example.com");
        assertThat(expectRejection("id-text-issuer", resetServer("id-text-issuer"), normal()))
                .hasMessageContaining("accounts.example.com");
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsWrongOrMissingNonce() {
        assertThat(expectRejection(normal().claims(object("nonce", "of-another-request"))))
                .hasMessageContaining("nonce");
        assertThat(expectRejection(normal().claims(object("nonce", JsonValue.NULL))))
                .hasMessageContaining("nonce");
        assertThat(expectRejection(normal().claims(object("nonce", "")))).hasMessageContaining("nonce");
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsSimilarNonce() {
        SandboxServer ehr = resetServer("id");
        SmartClient client = clients.client("id");
        for (UnaryOperator<String> change : List.<UnaryOperator<String>>of(
                nonce -> nonce + "x", nonce -> nonce.substring(1), nonce -> nonce.toUpperCase(Locale.ROOT))) {
            AuthorizationRequest request = client.authorize(Launch.standalone());
            AuthorizationResponse response = authorize(ehr, request);
            String similar = change.apply(request.nonce().orElseThrow());
            ehr.setIdTokenPlan(normal().claims(object("nonce", similar)));
            assertThat(expectRejection("id", () -> client.exchange(request, response)))
                    .hasMessageContaining("nonce")
                    .satisfies(saying("nonce differs from the nonce of the authorization request"));
        }
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsExpiredIdToken() {
        assertThat(expectRejection(normal().claims(timeClaim("exp", Duration.ofMinutes(-5)))))
                .hasMessageContaining("exp")
                .satisfies(saying("it has expired (exp is"));
        expectRejection(normal().claims(object("exp", JsonValue.NULL)));
        assertThat(expectRejection(normal().claims(object("exp", "tomorrow"))))
                .hasMessageContaining("exp")
                .satisfies(saying("exp is a string, but must be a number"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsIdTokenIssuedInFuture() {
        assertThat(expectRejection(normal().claims(timeClaim("iat", Duration.ofMinutes(5)))))
                .hasMessageContaining("iat")
                .satisfies(saying("it was issued in the future (iat is"));
        expectRejection(normal().claims(object("iat", JsonValue.NULL)));
        SandboxServer ehr = resetServer("id");
        ehr.setClockOffset(Duration.ofMinutes(4));
        assertThat(launch(clients.client("id"), ehr).identity()).isPresent();
        ehr.setClockOffset(Duration.ofMinutes(20));
        assertThat(expectRejection("id", ehr, normal()))
                .hasMessageContaining("iat")
                .satisfies(saying("it was issued in the future (iat is"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsIdTokenIssuedMoreThanOneDayAgo() {
        assertThat(expectRejection(normal().claims(timeClaim("iat", Duration.ofHours(-25)))))
                .hasMessageContaining("iat")
                .satisfies(saying("it was issued more than a day ago (iat is"));
        IdTokenPlan younger = normal().claims(timeClaim("iat", Duration.ofHours(-23)));
        assertThat(launch(resetServer("id"), younger).identity()).isPresent();
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsIdTokenThatIsNotValidYet() {
        assertThat(expectRejection(normal().claims(timeClaim("nbf", Duration.ofMinutes(5)))))
                .hasMessageContaining("nbf")
                .satisfies(saying("it is not valid yet (nbf is"));
        IdTokenPlan valid = normal().claims(timeClaim("nbf", Duration.ofMinutes(-5)));
        assertThat(launch(resetServer("id"), valid).identity()).isPresent();
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsExpiredIdTokenDespiteServerClock() {
        for (Duration behind : List.of(Duration.ofMinutes(-4), Duration.ofHours(-20))) {
            SandboxServer ehr = resetServer("id");
            ehr.setClockOffset(behind);
            JsonObject times = SandboxJson.createObjectBuilder()
                    .add("iat", Instant.now().minusSeconds(600).getEpochSecond())
                    .add("exp", Instant.now().minusSeconds(90).getEpochSecond())
                    .build();
            assertThat(expectRejection("id", ehr, normal().claims(times)))
                    .hasMessageContaining("exp")
                    .satisfies(saying("it has expired"));
        }
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsIdTokenWithoutSub() {
        expectRejection(normal().claims(object("sub", JsonValue.NULL)));
        expectRejection(normal().claims(object("sub", JsonValue.EMPTY_JSON_OBJECT)));
        assertThat(expectRejection(normal().claims(object("sub", SandboxJson.createValue(4711)))))
                .hasMessageContaining("sub")
                .satisfies(saying("sub is a number, but must be a string"))
                .hasMessageNotContaining("4711");
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void acceptsMissingKidAndTypIfOneKeyMatches() {
        IdTokenPlan bare = normal().header(SandboxJson.createObjectBuilder()
                .addNull("kid")
                .addNull("typ")
                .build());
        assertThat(launch(resetServer("id"), bare).identity()).isPresent();
        SandboxServer ehr = resetServer("id-two-keys");
        ehr.addKeys("RS256");
        ehr.addKeys("RS256");
        assertThat(expectRejection("id-two-keys", ehr, bare)).hasMessageContaining("kid");
        expectRejection(normal().header(object("typ", "logout+jwt")));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsUnencodedPayloadOption() {
        assertThat(expectRejection(normal().header(object("b64", JsonValue.FALSE))))
                .hasMessageContaining("b64");
        assertThat(launch(resetServer("id"), normal().header(object("b64", JsonValue.TRUE)))
                        .identity())
                .isPresent();
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsCriticalHeader() {
        assertThat(expectRejection(normal().header(object("crit", "exp"))))
                .hasMessageContaining("crit")
                .satisfies(saying("its header has crit"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsSignatureThatIsNotBase64url() {
        for (String ending : List.of("!", "=", "==", "+", "%0A", "\n")) {
            assertThat(expectRejection(normal().appendAfterSigning(ending)))
                    .satisfies(saying("its signature is not base64url"));
        }
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsMalformedIdToken() {
        for (String text : List.of("garbage", "a.b.c", "e30.e30.", "a.b.c.d.e")) {
            expectRejection(IdTokenPlan.text(text));
        }
        expectRejection(normal().padding(100_000));
        SandboxServer ehr = resetServer("id");
        ehr.setIdTokenPlan(normal().padding(2 << 20));
        assertThatThrownBy(() -> launch(clients.client("id"), ehr)).isInstanceOf(TokenException.class);
    }

    @Test
    void reportsMissingIdToken() {
        TokenResponse tokens = launch(resetServer("id"), IdTokenPlan.none());
        assertThat(tokens.identity()).isEmpty();
        assertThat(tokens.context().patient()).contains("pat-1");
        assertThat(tokens.conformance(TokenFlow.AUTHORIZATION_CODE))
                .map(finding -> finding.member().orElse(""))
                .containsExactly("id_token");
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void keepsIdentityAfterRefresh() {
        SandboxServer ehr = resetServer("id");
        SmartClient client = clients.client("id");
        TokenResponse first = launch(client, ehr);
        TokenResponse second = client.refresh(RefreshRequest.of(first));
        assertThat(second.idToken()).isEmpty();
        assertThat(second.identity()).isPresent().isEqualTo(first.identity());
        ehr.setQuirks(Quirk.ID_TOKEN_ON_REFRESH);
        ehr.setIdTokenPlan(normal().claims(timeClaim("exp", Duration.ofHours(3))));
        TokenResponse third = client.refresh(RefreshRequest.of(second));
        IdToken refreshed = third.identity().orElseThrow();
        assertThat(refreshed.nonce()).isEmpty();
        assertThat(refreshed.expiresAt()).isAfter(first.identity().orElseThrow().expiresAt());
        ehr.setIdTokenPlan(normal().claims(object("aud", JsonValue.NULL)));
        TokenResponse fourth = client.refresh(RefreshRequest.of(third));
        assertThat(fourth.identity().orElseThrow().subject()).isEqualTo("dr-1");
        assertThat(fourth.findings())
                .map(finding -> finding.member().orElse(""))
                .containsExactly("id_token");
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void ignoresInvalidIdTokenOfRefresh() {
        SandboxServer ehr = resetServer("id");
        SmartClient client = clients.client("id");
        TokenResponse first = launch(client, ehr);
        ehr.setQuirks(Quirk.ID_TOKEN_ON_REFRESH);
        TokenResponse tokens = first;
        for (IdTokenPlan wrong : List.of(
                normal().signedBy(IdTokenSigner.UNSIGNED),
                normal().signedBy(IdTokenSigner.UNPUBLISHED_KEY).claims(object("sub", "dr-2")),
                normal().claims(object("aud", "app-other")),
                normal().claims(object("nonce", "of-another-request")),
                normal().claims(timeClaim("iat", Duration.ofHours(-2))))) {
            ehr.setIdTokenPlan(wrong);
            tokens = client.refresh(RefreshRequest.of(tokens));
            assertThat(tokens.identity()).isEqualTo(first.identity());
            assertThat(tokens.findings())
                    .map(finding -> finding.member().orElse(""))
                    .containsExactly("id_token");
        }
        assertThat(tokens.accessToken().value())
                .isNotEqualTo(first.accessToken().value());
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsRefreshForAnotherUser() {
        SandboxServer ehr = resetServer("id");
        SmartClient client = clients.client("id");
        TokenResponse first = launch(client, ehr);
        ehr.setQuirks(Quirk.ID_TOKEN_ON_REFRESH);
        ehr.setIdTokenPlan(normal().claims(object("sub", "dr-2")));
        assertThatThrownBy(() -> client.refresh(RefreshRequest.of(first)))
                .isInstanceOfSatisfying(ValidationException.class, thrown -> assertThat(thrown.attribute())
                        .isEqualTo("id_token"))
                .hasMessageContaining("sub");
    }

    private ValidationException expectRejection(IdTokenPlan plan) {
        return expectRejection("id", resetServer("id"), plan);
    }

    /**
     * Returns the exception that the code exchange throws. The message of the exception contains neither the token nor
     * the user.
     */
    private ValidationException expectRejection(String name, SandboxServer ehr, IdTokenPlan plan) {
        ehr.setIdTokenPlan(plan);
        return expectRejection(name, () -> launch(clients.client(name), ehr));
    }

    private static ValidationException expectRejection(String name, ThrowingCallable exchange) {
        ValidationException[] rejection = new ValidationException[1];
        assertThatThrownBy(exchange)
                .isInstanceOfSatisfying(ValidationException.class, thrown -> rejection[0] = thrown)
                .satisfies(saying("SAFIRE-08"))
                .hasMessageNotContaining("dr-1")
                .hasMessageNotContaining("eyJ");
        assertThat(rejection[0]).hasMessageStartingWith(rejection[0].code() + " " + name + ": ");
        assertThat(rejection[0].attribute()).isEqualTo("id_token");
        assertThat(rejection[0].reason()).isNotBlank();
        return rejection[0];
    }

    /** Launches with a correct ID token, which the JDK signs with the given key. */
    private TokenResponse launchWithJdk(String name, SandboxServer ehr, KeyPair key, JsonObject header) {
        SmartClient client = clients.client(name);
        AuthorizationRequest request = client.authorize(Launch.standalone());
        AuthorizationResponse response = authorize(ehr, request);
        JsonObject claims = SandboxJson.createObjectBuilder()
                .add("iss", ehr.issuer().toString())
                .add("sub", "dr-1")
                .add("aud", "app-" + name)
                .add("iat", Instant.now().getEpochSecond())
                .add("exp", Instant.now().plusSeconds(300).getEpochSecond())
                .add("nonce", request.nonce().orElseThrow())
                .build();
        ehr.setIdTokenPlan(IdTokenPlan.text(JdkSignature.sign(key.getPrivate(), header, claims)));
        return client.exchange(request, response);
    }

    /** Returns the test keys as a JWKS whose keys are not restricted to one algorithm. */
    private static JsonObject testKeys() {
        return json(TestKeys.jwks().replaceAll("\"alg\":\"[A-Z0-9]+\",", ""));
    }

    /** Reads the JWKS of a server without the library. */
    private static JsonObject publishedKeys(SandboxServer ehr) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(ehr.issuer() + "/jwks")).build();
        return json(HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body());
    }

    private static JsonObject json(String text) {
        return SandboxJson.createReader(new StringReader(text)).readObject();
    }

    private TokenResponse launch(SandboxServer ehr, IdTokenPlan plan) {
        ehr.setIdTokenPlan(plan);
        return launch(clients.client("id"), ehr);
    }

    private static TokenResponse launch(SmartClient client, SandboxServer ehr) {
        AuthorizationRequest request = client.authorize(Launch.standalone());
        return client.exchange(request, authorize(ehr, request));
    }

    private TokenResponse launch(String name, String scopes) {
        SmartClient client = clients.client(name);
        AuthorizationRequest request =
                client.authorize(Launch.standalone(), AuthorizationOptions.withScopes(Scopes.parse(scopes)));
        return client.exchange(request, authorize(server(name), request));
    }

    private static String read(SmartClient client, FhirUser user, TokenResponse tokens)
            throws IOException, InterruptedException {
        String authorization = client.resources()
                .authorization(tokens.accessToken(), user.url())
                .orElseThrow();
        HttpRequest request = HttpRequest.newBuilder(user.url())
                .header("Authorization", authorization)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static JsonObject object(String name, String value) {
        return object(name, SandboxJson.createValue(value));
    }

    private static JsonObject object(String name, JsonValue value) {
        return SandboxJson.createObjectBuilder().add(name, value).build();
    }

    /** Returns a claim with a time, as an offset from now. */
    private static JsonObject timeClaim(String name, Duration offset) {
        return object(name, SandboxJson.createValue(Instant.now().plus(offset).getEpochSecond()));
    }
}
