package io.safire.tck.area.registration;

import static io.safire.tck.registration.OpenRegistrationEhr.changedResponse;
import static io.safire.tck.registration.OpenRegistrationEhr.onlyRegistrationRequest;
import static io.safire.tck.registration.OpenRegistrationEhr.open;
import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TckContext.tokenRequest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.authentication.ClientType;
import io.safire.error.ConfigurationException;
import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.error.ValidationException;
import io.safire.launch.Launch;
import io.safire.registration.ClientMetadata;
import io.safire.registration.ClientRegistration;
import io.safire.registration.RegistrationException;
import io.safire.registration.RegistrationOptions;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.registration.OpenRegistrationEhr;
import io.safire.tck.registration.SampleClientMetadata;
import io.safire.tck.support.JdkSignature;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.Scopes;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Dynamic client registration (RFC 7591), with the built-in store. */
@SharedApplication("tokens")
@Tag("registration")
@ArquillianTest
public class RegistrationTest {

    private static final String JSON = "application/json";
    private static final String TOKEN_RESPONSE =
            "{\"access_token\":\"at-1\",\"token_type\":\"bearer\",\"expires_in\":300,\"scope\":\"system/*.rs\"}";

    private static final String PUBLIC_CLIENT = """
            {"client_name":"Growth Chart","contacts":["security@app.example"],
            "redirect_uris":["https://app.example/callback"],"launch_uris":["https://app.example/launch"],
            "client_uri":"https://app.example","software_id":"growth-chart","token_endpoint_auth_method":"none",
            "grant_types":["authorization_code","refresh_token"],"response_types":["code"],
            "scope":"launch/patient openid fhirUser patient/*.rs offline_access","x_vendor":true}
            """;

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(RegistrationTest.class)
                .with(SampleClientMetadata.class, OpenRegistrationEhr.class)
                .set(SampleClientMetadata.JWKS_SETTING, TestKeys.jwks().replace("\n", ""));
        for (String name : List.of("dyn-public", "dyn-silent", "dyn-insecure", "dyn-other", "dyn-token")) {
            archive.unregisteredServer(name, "public");
        }
        for (String name : List.of("dyn-keys", "dyn-url")) {
            archive.unregisteredServer(name, "confidential-asymmetric")
                    .set(name, "private-key", TestKeys.pem(TestKeys.EC))
                    .set(name, "kid", "ec-1")
                    .set(name, "scopes", "openid patient/*.rs system/*.rs offline_access");
        }
        archive.set("dyn-url", "jwks-url", "https://app.example/jwks.json");
        archive.unregisteredServer("dyn-nothing", "public").set("dyn-nothing", "redirect-uri", "");
        archive.unregisteredServer("dyn-job", "confidential-asymmetric")
                .set("dyn-job", "redirect-uri", "")
                .set("dyn-job", "scopes", "system/*.rs")
                .set("dyn-job", "private-key", TestKeys.pem(TestKeys.EC))
                .set("dyn-job", "kid", "ec-1");
        return archive.unregisteredServer("dyn-secret", "confidential-symmetric")
                .unregisteredServer("dyn-override", "public")
                .setUrl("dyn-override", "registration-endpoint", "dyn-other", "/auth/register")
                .build();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/21", "smart-2.2.0/292", "smart-2.2.0/317"})
    void registersPublicClientAndUsesItsClientId() {
        SandboxServer ehr = open("dyn-public");
        SmartClient client = clients.client("dyn-public");
        ClientMetadata metadata = SampleClientMetadata.app(ClientType.PUBLIC)
                .member("x_vendor", JsonValue.TRUE)
                .build();
        ClientRegistration registration = client.registration().register(metadata);
        RecordedRequest request = onlyRegistrationRequest(ehr);
        assertThat(request.header("content-type")).startsWith(JSON);
        assertThat(request.header("authorization")).isEmpty();
        assertThat(request.json().getJsonArray("redirect_uris")).hasToString("[\"https://app.example/callback\"]");
        assertThat(request.json())
                .isEqualTo(SandboxJson.createReader(new StringReader(PUBLIC_CLIENT))
                        .readObject());
        assertThat(registration.findings()).isEmpty();
        assertThat(registration.granted().redirectUris()).containsExactly(TckArchive.REDIRECT_URI);
        assertThat(client.registration().current()).contains(registration);
        launch(client, ehr);
        assertThat(ehr.requests(Endpoint.TOKEN).get(0).parameter("client_id")).isEqualTo(registration.clientId());
    }

    @Test
    void derivesClientMetadataFromSettings() {
        ClientMetadata metadata = clients.client("dyn-secret").registration().configuredMetadata();
        assertThat(metadata.redirectUris()).containsExactly(TckArchive.REDIRECT_URI);
        assertThat(metadata.tokenEndpointAuthMethod()).contains("client_secret_basic");
        assertThat(metadata.grantTypes()).containsExactly("authorization_code", "refresh_token");
        assertThat(metadata.responseTypes()).containsExactly("code");
        assertThat(metadata.scope().contains("offline_access")).isTrue();
        assertThat(clients.client("dyn-public")
                        .registration()
                        .configuredMetadata()
                        .tokenEndpointAuthMethod())
                .contains("none");
        ClientMetadata job = clients.client("dyn-job").registration().configuredMetadata();
        assertThat(job.grantTypes()).containsExactly("client_credentials");
        assertThat(job.members()).doesNotContainKey("redirect_uris").containsKey("jwks");
        assertThatThrownBy(() -> clients.client("dyn-nothing").registration().configuredMetadata())
                .isInstanceOfSatisfying(ConfigurationException.class, thrown -> assertThat(thrown.missingAttributes())
                        .containsExactly("redirect_uri"))
                .satisfies(saying("Configuration missing: redirect_uri"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/317")
    void reportsMissingClientIdWithBothRemedies() {
        open("dyn-insecure");
        assertThatThrownBy(() -> clients.client("dyn-insecure").authorize(Launch.standalone()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("safire.dyn-insecure.client-id")
                .satisfies(saying(
                        "Configuration missing: client_id. Set safire.dyn-insecure.client-id.",
                        "SmartClient.registration().register"));
    }

    @Test
    @Assertion(id = {"smart-2.2.0/23", "smart-2.2.0/317"})
    void usesRegisteredClientSecret() {
        SandboxServer ehr = open("dyn-secret");
        SmartClient client = clients.client("dyn-secret");
        ClientMetadata metadata =
                SampleClientMetadata.app(ClientType.CONFIDENTIAL_SYMMETRIC).build();
        ClientRegistration registration = client.registration().register(metadata);
        assertThat(tokenRequest(ehr, () -> launch(client, ehr)).basicCredentials())
                .isEqualTo(registration.clientId() + ":"
                        + registration.clientSecret().orElseThrow());
        assertThat(launch(client, ehr).accessToken().value()).isNotBlank();
        ehr.script(Endpoint.REGISTER, changedResponse("client_secret", JsonValue.NULL));
        assertThat(client.registration().register(metadata).findings())
                .map(finding -> finding.member().orElse(""))
                .contains("client_secret");
        assertThatThrownBy(() -> launch(client, ehr))
                .isInstanceOfSatisfying(ConfigurationException.class, thrown -> assertThat(thrown.missingAttributes())
                        .containsExactly("client_secret"))
                .satisfies(saying("Configuration missing: client_secret"));
    }

    @Test
    @Assertion(
            id = {
                "smart-2.2.0/22",
                "smart-2.2.0/225",
                "smart-2.2.0/291",
                "smart-2.2.0/292",
                "smart-2.2.0/293",
                "smart-2.2.0/294",
                "smart-2.2.0/295",
                "smart-2.2.0/300",
                "smart-2.2.0/304",
                "smart-2.2.0/313",
                "smart-2.2.0/317",
                "smart-2.2.0/327",
                "smart-2.2.0/328"
            })
    void registersJwksForBackendService() {
        SandboxServer ehr = open("dyn-keys");
        SmartClient client = clients.client("dyn-keys");
        assertThatThrownBy(() -> client.requestToken(Scopes.of("system/*.rs")))
                .isInstanceOfSatisfying(ConfigurationException.class, thrown -> assertThat(thrown.missingAttributes())
                        .containsExactly("client_id"))
                .satisfies(saying("client_id"));
        AtomicReference<ClientRegistration> registered = new AtomicReference<>();
        Throwable failure = catchThrowable(() -> registered.set(
                client.registration().register(client.registration().configuredMetadata())));
        JsonObject sent = onlyRegistrationRequest(ehr).json();
        assertThat(sent.getString("token_endpoint_auth_method")).isEqualTo("private_key_jwt");
        assertThat(sent.getOrDefault("jwks", JsonValue.NULL).getValueType()).isEqualTo(JsonValue.ValueType.OBJECT);
        List<JsonObject> keys = sent.getJsonObject("jwks").getJsonArray("keys").getValuesAs(JsonObject.class);
        assertThat(keys).singleElement().satisfies(key -> assertThat(key)
                .containsAllEntriesOf(SampleClientMetadata.requiredKeyMembers("ec-1"))
                .doesNotContainKey("d"));
        assertThat(failure).isNull();
        ClientRegistration registration = registered.get();
        assertThat(registration.findings()).isEmpty();
        RecordedRequest request = tokenRequest(ehr, () -> client.requestToken(Scopes.of("system/*.rs")));
        assertThat(JdkSignature.verify(keys.get(0), request.parameter("client_assertion")))
                .isTrue();
        assertThat(request.assertionClaims().getString("iss")).isEqualTo(registration.clientId());
        assertThat(request.assertionClaims().getString("sub")).isEqualTo(registration.clientId());
        assertThat(client.requestToken(Scopes.of("system/*.rs")).accessToken().value())
                .isNotBlank();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/22", "smart-2.2.0/299", "smart-2.2.0/301", "smart-2.2.0/325"})
    void registersKeysByUrlOrByValue() {
        SandboxServer ehr = open("dyn-url");
        SmartClient client = clients.client("dyn-url");
        ClientMetadata byUrl = client.registration().configuredMetadata();
        Throwable failure = catchThrowable(() -> client.registration().register(byUrl));
        assertThat(onlyRegistrationRequest(ehr).json())
                .containsEntry("jwks_uri", SandboxJson.createValue("https://app.example/jwks.json"))
                .doesNotContainKey("jwks");
        assertThat(failure).isNull();
        ehr.script(Endpoint.TOKEN, ScriptedResponse.status(200).body(JSON, TOKEN_RESPONSE));
        assertThat(tokenRequest(ehr, () -> client.requestToken(Scopes.of("system/*.rs")))
                        .assertionHeader())
                .containsEntry("jku", SandboxJson.createValue("https://app.example/jwks.json"));
        ehr.setQuirks(Quirk.OPEN_REGISTRATION, Quirk.NO_JWKS_URI);
        assertThatThrownBy(() -> client.registration().register(byUrl))
                .isInstanceOf(RegistrationException.class)
                .hasMessageContaining("invalid_client_metadata")
                .hasMessageContaining("jwks_uri")
                .satisfies(saying("contains the keys or their URL (jwks_uri)"));
        ClientMetadata byValue = byUrl.toBuilder().jwks(client.jwks().jwkSet()).build();
        assertThat(client.registration().register(byValue).findings()).isEmpty();
        assertThat(tokenRequest(ehr, () -> client.requestToken(Scopes.of("system/*.rs")))
                        .assertionHeader())
                .doesNotContainKey("jku");
        assertThat(client.requestToken(Scopes.of("system/*.rs")).accessToken().value())
                .isNotBlank();
    }

    @Test
    @Assertion(id = "smart-2.2.0/325")
    void sendsNoOtherJkuThanRegisteredUrl() {
        SandboxServer ehr = open("dyn-url");
        SmartClient client = clients.client("dyn-url");
        String other = "https://app.example/other.json";
        client.registration()
                .register(client.registration().configuredMetadata().toBuilder()
                        .jwksUri(other)
                        .build());
        ehr.script(Endpoint.TOKEN, ScriptedResponse.status(200).body(JSON, TOKEN_RESPONSE));
        client.requestToken(Scopes.of("system/*.rs"));
        JsonObject header = ehr.requests(Endpoint.TOKEN).get(0).assertionHeader();
        assertThat(header.getString("jku", other)).isEqualTo(other);
    }

    @Test
    @Assertion(id = {"smart-2.2.0/21", "smart-2.2.0/294", "smart-2.2.0/295", "smart-2.2.0/301"})
    void rejectsClientMetadataThatMustNotBeSent() {
        SandboxServer ehr = open("dyn-public");
        SampleClientMetadata.forbidden().forEach((description, metadata) -> {
            String attribute = description.substring(0, description.indexOf(':'));
            ValidationException thrown = catchThrowableOfType(
                    ValidationException.class,
                    () -> clients.client("dyn-public").registration().register(metadata));
            assertThat(thrown)
                    .as(description)
                    .isNotNull()
                    .satisfies(saying(description.strip()))
                    .hasMessageNotContaining("leaked-value");
            assertThat(thrown.attribute()).isEqualTo(attribute);
        });
        assertThat(ehr.requests(Endpoint.REGISTER)).isEmpty();
    }

    @Test
    void sendsInitialAccessTokenOnceWithoutRevealingIt() {
        SandboxServer ehr = resetServer("dyn-token");
        SmartClient client = clients.client("dyn-token");
        ClientMetadata metadata = SampleClientMetadata.app(ClientType.PUBLIC).build();
        assertThatThrownBy(() -> client.registration().register(metadata))
                .isInstanceOf(RegistrationException.class)
                .hasMessageContaining("401")
                .hasMessageContaining("invalid_token")
                .satisfies(saying("HTTP 401 — invalid_token", "initial access token"));
        String token = ehr.issueInitialAccessToken();
        ehr.reset();
        ehr.script(
                Endpoint.REGISTER,
                ScriptedResponse.status(400)
                        .body(
                                JSON,
                                "{\"error\":\"" + token + "\",\"request\":{\"headers\":[\"Bearer " + token + "\"]}}"));
        RegistrationOptions options = RegistrationOptions.defaults().withInitialAccessToken(token + "\n");
        RegistrationException echoed = catchThrowableOfType(
                RegistrationException.class, () -> client.registration().register(metadata, options));
        assertThat(echoed).hasMessageNotContaining(token);
        assertThat(echoed.members().toString()).doesNotContain(token);
        ehr.reset();
        client.registration().register(metadata, options);
        assertThat(onlyRegistrationRequest(ehr).header("authorization")).isEqualTo("Bearer " + token);
        assertThatThrownBy(() -> client.registration().register(metadata, options))
                .isInstanceOf(RegistrationException.class)
                .satisfies(saying("was a single-use token that is already consumed"))
                .hasMessageNotContaining(token);
        client.registration().delete();
    }

    @Test
    @Assertion(id = "smart-2.2.0/1")
    void usesHttpsEndpointOfSettingOrMetadata() {
        ClientMetadata metadata = SampleClientMetadata.app(ClientType.PUBLIC).build();
        resetServer("dyn-silent").patchMetadata(endpoint(JsonValue.NULL));
        assertThatThrownBy(() -> clients.client("dyn-silent").registration().register(metadata))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("registration_endpoint")
                .hasMessageContaining("safire.dyn-silent.registration-endpoint")
                .satisfies(saying("server does not advertise a 'registration_endpoint' — "));
        resetServer("dyn-insecure")
                .patchMetadata(endpoint(SandboxJson.createValue("http://as.hospital.example/register")));
        assertThatThrownBy(() -> clients.client("dyn-insecure").registration().register(metadata))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("registration_endpoint")
                .satisfies(saying("registration_endpoint must be https"));
        SandboxServer other = open("dyn-other");
        clients.client("dyn-override").registration().register(metadata);
        assertThat(other.requests(Endpoint.REGISTER)).hasSize(1);
    }

    @Test
    void explainsRejectedRegistration() {
        SandboxServer ehr = open("dyn-public");
        SmartClient client = clients.client("dyn-public");
        RegistrationException rejection = catchThrowableOfType(RegistrationException.class, () -> client.registration()
                .register(SampleClientMetadata.app(ClientType.PUBLIC)
                        .redirectUris("https://app.example/forbidden")
                        .build()));
        assertThat(rejection)
                .hasMessageContaining("400")
                .hasMessageContaining("invalid_redirect_uri")
                .hasMessageContaining("the server's policy forbids")
                .hasMessageContaining("https://app.example/forbidden")
                .hasMessageContaining("safire.dyn-public.redirect-uri")
                .satisfies(saying(
                        "Client registration failed — HTTP 400 — invalid_redirect_uri — the server's policy forbids"));
        assertThat(rejection.status()).hasValue(400);
        assertThat(rejection.errorCode()).contains("invalid_redirect_uri");
        assertThat(rejection.receivedFields()).containsExactly("error", "error_description");
        ehr.setQuirks(Quirk.OPEN_REGISTRATION, Quirk.SCOPE_NOT_REGISTERED);
        ClientMetadata metadata = SampleClientMetadata.app(ClientType.PUBLIC).build();
        assertThatThrownBy(() -> client.registration().register(metadata))
                .hasMessageContaining("403")
                .hasMessageContaining("insufficient_scope")
                .hasMessageContaining("scope")
                .satisfies(saying("HTTP 403 — insufficient_scope", "Omit scope from the client metadata"));
        client.registration().register(metadata.toBuilder().without("scope").build());
    }

    @Test
    void acceptsLenientRegistrationResponses() {
        SandboxServer ehr = open("dyn-public");
        SmartClient client = clients.client("dyn-public");
        ehr.setQuirks(Quirk.OPEN_REGISTRATION, Quirk.REGISTRATION_AS_TEXT, Quirk.NO_REGISTRATION_MANAGEMENT);
        ClientMetadata metadata = SampleClientMetadata.app(ClientType.PUBLIC).build();
        assertThat(client.registration().register(metadata).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.member()).contains("Content-Type"));
        ehr.script(Endpoint.REGISTER, ScriptedResponse.status(202).body("text/html", "{\"client_id\":\"x\"}"));
        assertThat(client.registration().register(metadata).clientId()).isEqualTo("x");
        ehr.script(
                Endpoint.REGISTER,
                ScriptedResponse.normal()
                        .patch(SandboxJson.createObjectBuilder()
                                .add("token_endpoint_auth_method", "none")
                                .add("scope", JsonValue.NULL)
                                .add(
                                        "grant_types",
                                        SandboxJson.createArrayBuilder()
                                                .add("urn:ietf:params:oauth:grant-type:jwt-bearer"))
                                .build()));
        ClientRegistration other = client.registration()
                .register(ClientMetadata.builder()
                        .softwareId("app-1")
                        .jwks(SampleClientMetadata.jwks())
                        .grantTypes("refresh_token")
                        .build());
        assertThat(other.granted().tokenEndpointAuthMethod()).contains("none");
        assertThat(other.granted().grantTypes()).containsExactly("urn:ietf:params:oauth:grant-type:jwt-bearer");
        assertThat(other.findings())
                .map(finding -> finding.member().orElse(""))
                .containsExactly("Content-Type", "grant_types");
    }

    @Test
    void rejectsInvalidRegistrationResponses() {
        SandboxServer ehr = open("dyn-other");
        SmartClient client = clients.client("dyn-other");
        Map<String, ScriptedResponse> responses = new LinkedHashMap<>();
        String secret = "\"client_secret\":\"leaked-value\"}";
        responses.put(
                "Registration response missing client_id; received fields: client_name, client_secret",
                ScriptedResponse.status(201).body(JSON, "{\"client_name\":\"a\"," + secret));
        for (String bad : List.of("null", "7", "\"  \"", "[\"x\"]", "\"a\\u0000b\"")) {
            responses.put(
                    "response client_id must be a non-blank string" + " ".repeat(responses.size()),
                    ScriptedResponse.status(201).body(JSON, "{\"client_id\":" + bad + "," + secret));
        }
        responses.put(
                "response is not a usable JSON object: HTML",
                ScriptedResponse.status(200).body("text/html", "<html>"));
        responses.put(
                "response is not a usable JSON object: an array",
                ScriptedResponse.status(200).body(JSON, "[]"));
        responses.put("response is not a usable JSON object: an empty body", ScriptedResponse.status(204));
        responses.put(
                "HTTP 200 — invalid_client_metadata",
                ScriptedResponse.status(200).body(JSON, "{\"error\":\"invalid_client_metadata\"}"));
        responses.put(
                "redirects to ", ScriptedResponse.redirect(open("dyn-token").registrationEndpoint()));
        responses.forEach((description, response) -> {
            ehr.script(Endpoint.REGISTER, response);
            RegistrationException thrown = catchThrowableOfType(RegistrationException.class, () -> client.registration()
                    .register(SampleClientMetadata.app(ClientType.PUBLIC).build()));
            assertThat(thrown)
                    .as(description)
                    .isNotNull()
                    .satisfies(saying(description.strip()))
                    .hasMessageNotContaining("leaked-value");
            assertThat(thrown.members().toString()).doesNotContain("leaked-value");
        });
        assertThat(client.registration().current()).isEmpty();
        assertThat(open("dyn-token").requests(Endpoint.REGISTER)).isEmpty();
    }

    @Test
    void doesNotRetryRegistrationThatMayHaveArrived() {
        SandboxServer ehr = open("dyn-other");
        SmartClient client = clients.client("dyn-other");
        ClientMetadata metadata = SampleClientMetadata.app(ClientType.PUBLIC).build();
        ehr.script(Endpoint.REGISTER, ScriptedResponse.drop());
        assertThatThrownBy(() -> client.registration().register(metadata))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("safire.dyn-other.registration-endpoint");
        ehr.script(Endpoint.REGISTER, ScriptedResponse.status(503));
        assertThatThrownBy(() -> client.registration().register(metadata)).isInstanceOf(RegistrationException.class);
        assertThat(ehr.requests(Endpoint.REGISTER)).hasSize(2);
    }

    private static JsonObject endpoint(JsonValue value) {
        return SandboxJson.createObjectBuilder()
                .add("registration_endpoint", value)
                .build();
    }
}
