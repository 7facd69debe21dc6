package io.safire.tck.safire.launch;

import static io.safire.tck.support.TckContext.CLIENT_SECRET;
import static io.safire.tck.support.TckContext.authorize;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.authentication.ClientType;
import io.safire.authentication.Credential;
import io.safire.error.ConfigurationException;
import io.safire.error.DiscoveryException;
import io.safire.error.TokenException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.Launch;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.registration.SampleClientMetadata;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import io.safire.token.TokenFlow;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Behaviors of Safire 0.4, each with all of its parts: the client types, the settings, the operations and the keys. */
@SharedApplication("protocol")
@Tag("launch")
@ArquillianTest
public class ReferenceBehaviorTest {

    private static final String JSON = "application/json";
    private static final Scopes SYSTEM = Scopes.of("system/*.rs");
    private static final String AUDIENCE = "https://fhir.public.example/r4";
    private static final String REDIRECT_URI = "https://app.example/other-callback";
    private static final String JWKS_URL = "https://app.example/jwks.json";

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(ReferenceBehaviorTest.class)
                .with(SampleClientMetadata.class)
                .server("ref-untyped", "public")
                .set("ref-untyped", "client-type", "")
                .server("ref-public", "public")
                .server("ref-symmetric", "confidential-symmetric")
                .set("ref-symmetric", "client-secret", CLIENT_SECRET)
                .server("ref-launch", "public")
                .withoutMinimumMetadataLifetime("ref-launch")
                .server("ref-settings", "confidential-asymmetric", REDIRECT_URI)
                .set("ref-settings", "authorization-audience", AUDIENCE)
                .set("ref-settings", "jwks-url", JWKS_URL)
                .set("ref-settings", "allow-insecure-localhost", "true")
                .setUrl("ref-settings", "authorization-endpoint", "ref-settings", "/auth/authorize")
                .setUrl("ref-settings", "token-endpoint", "ref-settings", "/auth/token");
        for (String name : List.of("ref-settings", "ref-all", "ref-key")) {
            if (!name.equals("ref-settings")) {
                archive.server(name, "confidential-asymmetric");
            }
            archive.set(name, "private-key", TestKeys.pem(TestKeys.EC)).set(name, "kid", "ec-1");
        }
        for (String key : List.of("client-id", "redirect-uri", "scopes")) {
            archive.server("ref-without-" + key, "public").set("ref-without-" + key, key, "");
        }
        return archive.build();
    }

    @Test
    void treatsClientWithoutTypeAsPublic() {
        SandboxServer ehr = resetServer("ref-untyped");
        assertThat(launch(clients.client("ref-untyped"), ehr).accessToken().value())
                .isNotBlank();
        RecordedRequest request = ehr.requests(Endpoint.TOKEN).get(0);
        assertThat(request.parameter("client_id")).isEqualTo("app-ref-untyped");
        assertThat(request.header("authorization")).isEmpty();
        assertThat(request.form()).doesNotContainKeys("client_secret", "client_assertion");
    }

    @Test
    void offersEachOperationInOneClient() {
        SandboxServer ehr = resetServer("ref-all");
        ehr.setQuirks(Quirk.OPEN_REGISTRATION);
        SmartClient client = clients.client("ref-all");
        assertThat(client.metadata().supportsBackendServices()).isTrue();
        AuthorizationRequest request = client.authorize(Launch.standalone());
        TokenResponse tokens = client.exchange(request, authorize(ehr, request));
        assertThat(tokens.conformance(TokenFlow.AUTHORIZATION_CODE)).isEmpty();
        assertThat(client.refresh(RefreshRequest.of(tokens)).accessToken()).isNotEqualTo(tokens.accessToken());
        assertThat(client.requestToken(SYSTEM).conformance(TokenFlow.CLIENT_CREDENTIALS))
                .isEmpty();
        assertThat(ehr.requests(Endpoint.TOKEN))
                .map(sent -> sent.parameter("grant_type"))
                .containsExactly("authorization_code", "refresh_token", "client_credentials");
        assertThat(client.registration()
                        .register(SampleClientMetadata.app(ClientType.PUBLIC).build())
                        .clientId())
                .isNotBlank();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/325", "smart-2.2.0/329"})
    void appliesEachSetting() {
        SandboxServer ehr = resetServer("ref-settings");
        ehr.patchMetadata(SandboxJson.createObjectBuilder()
                .add("authorization_endpoint", ehr.issuer() + "/discovered/authorize")
                .add("token_endpoint", ehr.issuer() + "/discovered/token")
                .build());
        SmartClient client = clients.client("ref-settings");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        assertThat(request.endpoint()).isEqualTo(ehr.authorizationEndpoint());
        assertThat(request.parameters())
                .containsEntry("client_id", "app-ref-settings")
                .containsEntry("redirect_uri", REDIRECT_URI)
                .containsEntry("scope", "launch/patient openid fhirUser patient/*.rs offline_access")
                .containsEntry("aud", AUDIENCE);
        ehr.script(Endpoint.TOKEN, ScriptedResponse.status(200).body(JSON, "{\"access_token\":\"a\"}"));
        client.requestToken(SYSTEM);
        RecordedRequest sent = ehr.requests(Endpoint.TOKEN).get(0);
        assertThat(sent.assertionHeader())
                .containsEntry("alg", SandboxJson.createValue("ES384"))
                .containsEntry("kid", SandboxJson.createValue("ec-1"))
                .containsEntry("jku", SandboxJson.createValue(JWKS_URL));
        assertThat(sent.assertionClaims().getString("aud"))
                .isEqualTo(ehr.tokenEndpoint().toString());
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
        assertThat(client.metadata().baseUrl()).isEqualTo(ehr.fhirBase());
    }

    @Test
    void namesEachMissingSettingOfAuthorizationRequest() {
        assertEach(List.of("client-id", "redirect-uri", "scopes"), key -> {
            String name = "ref-without-" + key;
            SandboxServer ehr = resetServer(name);
            String attribute = key.replace('-', '_');
            ConfigurationException missing = catchThrowableOfType(
                    ConfigurationException.class, () -> clients.client(name).authorize(Launch.standalone()));
            assertThat(missing)
                    .hasMessageContaining("Configuration missing: " + attribute + ". Set safire." + name + "." + key);
            assertThat(missing.missingAttributes()).containsExactly(attribute);
            assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
        });
    }

    @Test
    void namesSettingOfMissingAuthorizationEndpoint() {
        SandboxServer ehr = resetServer("ref-launch");
        ehr.patchMetadata(SandboxJson.createObjectBuilder()
                .add("authorization_endpoint", JsonValue.NULL)
                .build());
        ehr.script(Endpoint.SMART_CONFIGURATION, ScriptedResponse.normal().header("Cache-Control", "no-store"));
        SmartClient client = clients.client("ref-launch");
        DiscoveryException missing =
                catchThrowableOfType(DiscoveryException.class, () -> client.authorize(Launch.standalone()));
        assertThat(missing)
                .hasMessageContaining("response missing required field 'authorization_endpoint'")
                .hasMessageContaining("safire.ref-launch.authorization-endpoint");
        assertThat(missing.endpoint()).isEqualTo(ehr.smartConfiguration());
        resetServer("ref-launch");
        assertThat(client.authorize(Launch.standalone()).endpoint()).isEqualTo(ehr.authorizationEndpoint());
    }

    @Test
    void sendsClientCredentialsAssertionForEachClientType() {
        Credential key = Credential.key(TestKeys.pem(TestKeys.EC), "ec-1");
        for (String name : List.of("ref-public", "ref-symmetric", "ref-key")) {
            SandboxServer ehr = resetServer(name);
            ehr.script(
                    Endpoint.TOKEN,
                    ScriptedResponse.status(200)
                            .body(JSON, "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":300}"));
            clients.client(name).with(key).requestToken(SYSTEM);
            RecordedRequest request = ehr.requests(Endpoint.TOKEN).get(0);
            assertThat(request.parameter("grant_type")).as(name).isEqualTo("client_credentials");
            assertThat(request.assertionClaims().getString("sub")).isEqualTo("app-" + name);
            assertThat(request.header("authorization")).as(name).isEmpty();
            assertThat(request.form()).as(name).doesNotContainKeys("client_secret", "client_id");
        }
    }

    @Test
    void reportsNamesButNoValuesOfTokenResponse() {
        SandboxServer ehr = resetServer("ref-key");
        String others = "\"token_type\":\"Bearer\",\"expires_in\":4711,\"refresh_token\":\"leaked-value\"}";
        Map<String, List<String>> bodies = new LinkedHashMap<>();
        bodies.put("{" + others, List.of("token_type", "expires_in", "refresh_token"));
        for (String token : List.of("null", "7", "\"\"", "\" \"", "[\"leaked-value\"]", "{\"a\":\"leaked-value\"}")) {
            bodies.put(
                    "{\"access_token\":" + token + "," + others,
                    List.of("access_token", "token_type", "expires_in", "refresh_token"));
        }
        bodies.forEach((body, names) -> {
            ehr.script(Endpoint.TOKEN, ScriptedResponse.status(200).body(JSON, body));
            TokenException thrown = catchThrowableOfType(
                    TokenException.class, () -> clients.client("ref-key").requestToken(SYSTEM));
            assertThat(thrown)
                    .as(body)
                    .hasMessageContaining("received fields: " + String.join(", ", names))
                    .hasMessageNotContaining("leaked-value")
                    .hasMessageNotContaining("4711")
                    .hasMessageNotContaining("Bearer");
            assertThat(thrown.receivedFields()).as(body).isEqualTo(names);
            assertThat(thrown.members()).as(body).isEmpty();
        });
    }

    @Test
    void rejectsKeysOfOtherTypesSizesAndCurves() throws GeneralSecurityException {
        SandboxServer ehr = resetServer("ref-key");
        KeyPairGenerator curve = KeyPairGenerator.getInstance("EC");
        curve.initialize(new ECGenParameterSpec("secp256r1"));
        Map<String, KeyPair> keys = Map.of(
                "P-384", curve.generateKeyPair(),
                "1024 bits", rsa(1024),
                "", KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        assertEach(keys.keySet(), reason -> {
            KeyPair pair = keys.get(reason);
            Map<String, Credential> credentials = Map.of(
                    "PEM", Credential.key(TestKeys.pem(pair), "ec-1"),
                    "private key", Credential.key(pair.getPrivate(), "ec-1"));
            assertEach(credentials, key -> assertThatThrownBy(
                            () -> clients.client("ref-key").with(key).requestToken(SYSTEM))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("private_key of this call cannot be used")
                    .hasMessageContaining(reason));
        });
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    void signsWithKeyOfCallOfEachValidType() throws GeneralSecurityException {
        SandboxServer ehr = resetServer("ref-key");
        for (KeyPair valid : List.of(TestKeys.EC, rsa(2048))) {
            ehr.script(Endpoint.TOKEN, ScriptedResponse.status(200).body(JSON, "{\"access_token\":\"a\"}"));
            clients.client("ref-key")
                    .with(Credential.key(valid.getPrivate(), "any"))
                    .requestToken(SYSTEM);
        }
        assertThat(ehr.requests(Endpoint.TOKEN))
                .map(request -> request.assertionHeader().getString("alg"))
                .containsExactly("ES384", "RS384");
    }

    private static KeyPair rsa(int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }
}
