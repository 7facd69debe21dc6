package io.safire.tck.area.backend;

import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.authentication.Credential;
import io.safire.authentication.JwsSigner;
import io.safire.error.ConfigurationException;
import io.safire.error.TokenException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.JdkSignature;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.Scopes;
import io.safire.token.TokenFlow;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Client credentials flow of SMART backend services with RS384 and ES384, and its client assertion. */
@SharedApplication("protocol")
@Tag("backend")
@ArquillianTest
public class BackendTest {

    /** The setting with the client's public keys. */
    private static final String JWKS_SETTING = "tck.jwks";

    private static final String COMPACT_JWS = "[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+";

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(BackendTest.class)
                .set(JWKS_SETTING, TestKeys.jwks().replace("\n", ""))
                .server("rsa", "confidential-asymmetric")
                .set("rsa", "private-key", TestKeys.pem(TestKeys.RSA))
                .set("rsa", "kid", "rsa-1")
                .set("rsa", "scopes", "system/Patient.rs")
                .server("ec", "confidential-asymmetric")
                .set("ec", "private-key", TestKeys.pem(TestKeys.EC))
                .set("ec", "kid", "ec-1")
                .set("ec", "scopes", "system/*.rs")
                .server("unscoped", "confidential-asymmetric")
                .set("unscoped", "private-key", TestKeys.pem(TestKeys.EC))
                .set("unscoped", "kid", "ec-1")
                .set("unscoped", "scopes", "")
                .server("audience", "confidential-asymmetric")
                .set("audience", "private-key", TestKeys.pem(TestKeys.EC))
                .set("audience", "kid", "ec-1")
                .set("audience", "scopes", "system/*.rs")
                .build();
    }

    @Test
    @Assertion(
            id = {
                "smart-2.2.0/234",
                "smart-2.2.0/236",
                "smart-2.2.0/237",
                "smart-2.2.0/238",
                "smart-2.2.0/307",
                "smart-2.2.0/308",
                "smart-2.2.0/309",
                "smart-2.2.0/320",
                "smart-2.2.0/321"
            })
    void obtainsTokenWithRs384AndEs384() {
        assertEach(List.of("rsa", "ec"), name -> {
            SandboxServer ehr = resetServer(name);
            Throwable outcome = catchThrowable(() -> clients.client(name).requestToken());
            RecordedRequest request = ehr.requests(Endpoint.TOKEN).get(0);
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.uri()).isEqualTo("/auth/token");
            assertThat(request.header("content-type")).startsWith("application/x-www-form-urlencoded");
            assertThat(request.parameter("grant_type")).isEqualTo("client_credentials");
            assertThat(request.parameter("client_assertion_type"))
                    .isEqualTo("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
            assertThat(request.parameter("client_assertion")).matches(COMPACT_JWS);
            assertThat(request.assertionHeader())
                    .containsEntry("alg", SandboxJson.createValue(name.equals("rsa") ? "RS384" : "ES384"));
            assertThat(isSignedBy(name + "-1", request)).isTrue();
            assertThat(isSignedBy(name.equals("rsa") ? "ec-1" : "rsa-1", request))
                    .isFalse();
            assertThat(outcome).isNull();
        });
    }

    @Test
    void returnsConformingTokenWithoutRefreshToken() {
        assertEach(List.of("rsa", "ec"), name -> {
            resetServer(name);
            TokenResponse token = clients.client(name).requestToken();
            assertThat(token.conformance(TokenFlow.CLIENT_CREDENTIALS)).isEmpty();
            assertThat(token.refreshToken()).isEmpty();
        });
    }

    /** Returns whether the JDK verifies the client assertion with the public key of this {@code kid}. */
    private static boolean isSignedBy(String kid, RecordedRequest request) {
        String keys = ConfigProvider.getConfig().getValue(JWKS_SETTING, String.class);
        JsonObject jwks = SandboxJson.createReader(new StringReader(keys)).readObject();
        return JdkSignature.verify(JdkSignature.key(jwks, kid), request.parameter("client_assertion"));
    }

    @Test
    @Assertion(
            id = {
                "smart-2.2.0/233",
                "smart-2.2.0/322",
                "smart-2.2.0/323",
                "smart-2.2.0/327",
                "smart-2.2.0/328",
                "smart-2.2.0/329",
                "smart-2.2.0/332"
            })
    void sendsRequiredHeaderAndClaimsOfAssertion() {
        SandboxServer ehr = resetServer("rsa");
        Throwable outcome = catchThrowable(() -> clients.client("rsa").requestToken());
        RecordedRequest request = ehr.requests(Endpoint.TOKEN).get(0);
        assertThat(request.assertionHeader())
                .containsEntry("typ", SandboxJson.createValue("JWT"))
                .containsEntry("kid", SandboxJson.createValue("rsa-1"));
        assertThat(request.assertionClaims())
                .containsEntry("iss", SandboxJson.createValue("app-rsa"))
                .containsEntry("sub", SandboxJson.createValue("app-rsa"))
                .containsEntry(
                        "aud", SandboxJson.createValue(ehr.tokenEndpoint().toString()));
        assertThat(request.assertionClaims().getString("jti", "")).isNotBlank();
        assertThat(outcome).isNull();
    }

    @Test
    @Assertion(id = "smart-2.2.0/329")
    void sendsExactTokenEndpointAsAudience() {
        SandboxServer ehr = resetServer("audience");
        String endpoint = ehr.issuer() + "/token?tenant=a%20b";
        ehr.patchMetadata(SandboxJson.createObjectBuilder()
                .add("token_endpoint", endpoint)
                .build());
        ehr.script(
                Endpoint.TOKEN,
                ScriptedResponse.status(200)
                        .body(
                                "application/json",
                                "{\"access_token\":\"at-1\",\"token_type\":\"bearer\",\"expires_in\":300,\"scope\":\"system/*.rs\"}"));
        clients.client("audience").requestToken();
        RecordedRequest request = ehr.requests(Endpoint.TOKEN).get(0);
        assertThat(request.uri()).isEqualTo("/auth/token?tenant=a%20b");
        assertThat(request.assertionClaims()).containsEntry("aud", SandboxJson.createValue(endpoint));
    }

    @Test
    @Assertion(id = "smart-2.2.0/330")
    void sendsExpirationTimeInWholeSeconds() {
        SandboxServer ehr = resetServer("rsa");
        long now = Instant.now().getEpochSecond();
        Throwable outcome = catchThrowable(() -> clients.client("rsa").requestToken());
        JsonObject claims = ehr.requests(Endpoint.TOKEN).get(0).assertionClaims();
        assertThat(claims.getOrDefault("exp", JsonValue.NULL).getValueType()).isEqualTo(JsonValue.ValueType.NUMBER);
        assertThat(claims.getJsonNumber("exp").isIntegral()).isTrue();
        assertThat(claims.getJsonNumber("exp").longValueExact())
                .isBetween(now, now + Duration.ofHours(1).toSeconds());
        assertThat(outcome).isNull();
    }

    @Test
    @Assertion(id = "smart-2.2.0/331")
    void sendsAssertionThatExpiresWithinFiveMinutes() {
        SandboxServer ehr = resetServer("rsa");
        long now = Instant.now().getEpochSecond();
        Throwable outcome = catchThrowable(() -> clients.client("rsa").requestToken());
        JsonObject claims = ehr.requests(Endpoint.TOKEN).get(0).assertionClaims();
        assertThat(claims.getInt("exp"))
                .isBetween((int) now, (int) Instant.now().getEpochSecond() + 300);
        assertThat(outcome).isNull();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/233", "smart-2.2.0/263", "smart-2.2.0/319", "smart-2.2.0/332"})
    void usesNewJtiForEachTokenRequest() {
        SandboxServer ehr = resetServer("ec");
        SmartClient client = clients.client("ec");
        Set<String> tokens = new HashSet<>();
        Throwable outcome = catchThrowable(() -> {
            for (int count = 0; count < 5; count++) {
                tokens.add(client.requestToken().accessToken().value());
            }
        });
        assertThat(ehr.requests(Endpoint.TOKEN))
                .map(request -> request.assertionClaims().getString("jti"))
                .doesNotHaveDuplicates()
                .hasSize(5);
        assertThat(outcome).isNull();
        assertThat(tokens).hasSize(5);
    }

    @Test
    void prefersScopesOfCallOverConfiguredScopes() {
        SandboxServer ehr = resetServer("rsa");
        clients.client("rsa").requestToken();
        clients.client("rsa").requestToken(Scopes.of("system/Observation.rs"));
        assertThat(ehr.requests(Endpoint.TOKEN).stream().map(request -> request.parameter("scope")))
                .containsExactly("system/Patient.rs", "system/Observation.rs");
    }

    @Test
    @Assertion(id = "smart-2.2.0/235")
    void sendsNoTokenRequestWithoutScopes() {
        SandboxServer unscoped = resetServer("unscoped");
        SandboxServer scoped = resetServer("rsa");
        Map<String, Executable> calls = new LinkedHashMap<>();
        calls.put("requestToken()", () -> clients.client("unscoped").requestToken());
        calls.put("accessToken()", () -> clients.client("unscoped").accessToken());
        calls.put("requestToken(none)", () -> clients.client("rsa").requestToken(Scopes.none()));
        calls.put("accessToken(none)", () -> clients.client("rsa").accessToken(Scopes.none()));
        calls.forEach((name, call) -> assertThatThrownBy(call::execute)
                .as(name)
                .isInstanceOfSatisfying(ConfigurationException.class, missing -> assertThat(missing.missingAttributes())
                        .containsExactly("scopes"))
                .hasMessageContaining(name.contains("none") ? "safire.rsa.scopes" : "safire.unscoped.scopes"));
        assertThat(unscoped.requests(Endpoint.TOKEN)).isEmpty();
        assertThat(scoped.requests(Endpoint.TOKEN)).isEmpty();
        clients.client("unscoped").requestToken(Scopes.of("system/Patient.rs"));
        assertThat(unscoped.requests(Endpoint.TOKEN).get(0).parameter("scope")).isEqualTo("system/Patient.rs");
    }

    @Test
    void signsWithKeyAndKidOfCall() {
        SandboxServer ehr = resetServer("rsa");
        String key = ConfigProvider.getConfig().getValue("safire.ec.private-key", String.class);
        clients.client("rsa").with(Credential.key(key, "ec-1")).requestToken();
        JsonObject header = ehr.requests(Endpoint.TOKEN).get(0).assertionHeader();
        assertThat(header.getString("kid")).isEqualTo("ec-1");
        assertThat(header.getString("alg")).isEqualTo("ES384");
    }

    @Test
    void signsWithConfiguredKeyAndKidOfCall() {
        SandboxServer ehr = resetServer("ec");
        SmartClient client = clients.client("ec");
        assertThatThrownBy(() -> client.with(Credential.kid("2026-02")).requestToken())
                .isInstanceOf(TokenException.class);
        client.with(Credential.kid("ec-1")).requestToken();
        List<RecordedRequest> requests = ehr.requests(Endpoint.TOKEN);
        assertThat(requests.stream().map(request -> request.assertionHeader().getString("kid")))
                .containsExactly("2026-02", "ec-1");
    }

    @Test
    void signsByCallbackOfCall() {
        SandboxServer ehr = resetServer("rsa");
        SmartClient client = clients.client("rsa");
        String key = ConfigProvider.getConfig().getValue("safire.ec.private-key", String.class);
        JwsSigner signer = input -> TestKeys.sign(key, input);
        client.with(Credential.signer("ec-1", "ES384", signer)).requestToken();
        JsonObject header = ehr.requests(Endpoint.TOKEN).get(0).assertionHeader();
        assertThat(header.getString("kid")).isEqualTo("ec-1");
        assertThat(header.getString("alg")).isEqualTo("ES384");
        JwsSigner failing = input -> {
            throw new IllegalStateException("pin 1234");
        };
        assertThatThrownBy(() ->
                        client.with(Credential.signer("ec-1", "ES384", failing)).requestToken())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining("1234");
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
    }

    @Test
    void sendsNothingWithBlankCredential() {
        SandboxServer ehr = resetServer("rsa");
        assertEach(
                Map.<String, Credential>of(
                        "secret",
                        Credential.secret(""),
                        "key",
                        Credential.key(" "),
                        "kid",
                        Credential.kid(""),
                        "kid of key",
                        Credential.key("x", "")),
                blank -> {
                    assertThatThrownBy(() -> clients.client("rsa").with(blank).requestToken())
                            .isInstanceOf(ConfigurationException.class);
                });
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    void checksMembersOfAnyTokenResponse() {
        resetServer("rsa");
        Map<String, Object> members =
                new HashMap<>(clients.client("rsa").requestToken().members());
        assertThat(TokenResponse.conformance(members, TokenFlow.CLIENT_CREDENTIALS))
                .isEmpty();
        members.remove("expires_in");
        assertThat(TokenResponse.conformance(members, TokenFlow.AUTHORIZATION_CODE))
                .isEmpty();
        assertThat(TokenResponse.conformance(members, TokenFlow.CLIENT_CREDENTIALS))
                .hasSize(1);
        assertThat(TokenResponse.conformance(Map.of("token_type", "mac", "scope", 1), TokenFlow.AUTHORIZATION_CODE))
                .map(finding -> finding.member().orElse(""))
                .containsExactlyInAnyOrder("access_token", "token_type", "scope");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/229", "smart-2.2.0/343"})
    void rejectsClientSecretInClientCredentialsRequest() {
        SandboxServer ehr = resetServer("rsa");
        assertThatThrownBy(() -> clients.client("rsa")
                        .with(Credential.secret("not-a-key"))
                        .requestToken())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining("not-a-key");
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }
}
