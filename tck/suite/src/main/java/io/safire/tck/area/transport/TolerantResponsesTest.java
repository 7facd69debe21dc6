package io.safire.tck.area.transport;

import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.authorize;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.authentication.ClientType;
import io.safire.error.TokenException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.registration.ClientRegistration;
import io.safire.registration.RegistrationException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RawResponse;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.SharedApplication;
import io.safire.tck.registration.SampleClientMetadata;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TckContext;
import io.safire.tck.support.TestKeys;
import io.safire.token.AccessToken;
import io.safire.token.FhirContext;
import io.safire.token.Introspection;
import io.safire.token.RefreshRequest;
import io.safire.token.TokenFlow;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Responses that violate a specification, but that are unambiguous. The client uses the grant, and reports the
 * violation as a finding. Each test also contains a response that the client must refuse.
 */
@SharedApplication("transport")
@Tag("transport")
@ArquillianTest
public class TolerantResponsesTest {

    private static final String TOKEN =
            "{\"access_token\":\"of-raw\",\"token_type\":\"Bearer\",\"expires_in\":300,\"scope\":\"system/*.rs\"";

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(TolerantResponsesTest.class)
                .rawServer("tolerant", "confidential-asymmetric")
                .set("tolerant", "private-key", TestKeys.pem(TestKeys.EC))
                .set("tolerant", "kid", "ec-1")
                .set("tolerant", "scopes", "system/*.rs")
                .rawServer("tolerant-app", "public")
                .rawServer("compressed", "public")
                .rawServer("tolerant-keys", "public")
                .rawServer("tolerant-registration", "public")
                .setUrl("tolerant-registration", "registration-endpoint", "tolerant-registration", "/auth/register")
                .with(SampleClientMetadata.class)
                .server("operation", "public")
                .set("operation", "scopes", "launch/patient user/$operation")
                .build();
    }

    private static SandboxServer reset(String name) {
        SandboxServer ehr = TckContext.sandbox().openRaw(name);
        ehr.reset();
        return ehr;
    }

    private TokenResponse request(String headers, byte[] body) {
        SandboxServer ehr = reset("tolerant");
        byte[] head = ("HTTP/1.1 200 OK\r\n" + headers + "Content-Length: " + body.length
                        + "\r\nConnection: close\r\n\r\n")
                .getBytes(ISO_8859_1);
        ehr.script(
                Endpoint.TOKEN,
                ScriptedResponse.raw(RawResponse.begin().send(head).send(body)));
        return clients.client("tolerant").requestToken();
    }

    private TokenResponse request(String members) {
        return request("Content-Type: application/json\r\n", (TOKEN + members + "}").getBytes(UTF_8));
    }

    private static List<String> members(TokenResponse tokens) {
        return tokens.conformance(TokenFlow.CLIENT_CREDENTIALS).stream()
                .map(finding -> finding.member().orElse(""))
                .toList();
    }

    @Test
    void readsJsonWhateverContentTypeSays() {
        for (String headers : List.of(
                "",
                "Content-Type: json\r\n",
                "Content-Type:\r\n",
                "Content-Type: application/json\r\nContent-Type: application/json\r\n",
                "Content-Type: application/json, text/html\r\n",
                "Content-Type: application/json; charset\r\n",
                "Content-Type: application/json; charset=\r\n",
                "Content-Type: /\r\n")) {
            TokenResponse tokens = request(headers, (TOKEN + "}").getBytes(UTF_8));
            assertThat(tokens.accessToken().value()).as(headers).isEqualTo("of-raw");
            assertThat(members(tokens)).as(headers).containsExactly("Content-Type");
        }
        assertThat(members(request(""))).isEmpty();
        assertThatThrownBy(() -> request("", "<html>".getBytes(UTF_8))).isInstanceOf(TokenException.class);
    }

    @Test
    void usesRefreshTokenWithoutContentType() {
        SandboxServer ehr = reset("tolerant-app");
        byte[] body =
                "{\"access_token\":\"of-raw\",\"token_type\":\"Bearer\",\"refresh_token\":\"next\"}".getBytes(UTF_8);
        byte[] head = ("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n").getBytes(ISO_8859_1);
        ehr.script(
                Endpoint.TOKEN,
                ScriptedResponse.raw(RawResponse.begin().send(head).send(body)));
        TokenResponse tokens = clients.client("tolerant-app").refresh(RefreshRequest.of("some-refresh-token"));
        assertThat(tokens.refreshToken()).contains("next");
    }

    @Test
    void decodesUnrequestedGzipOfAllDocuments() {
        SandboxServer ehr = reset("compressed");
        ScriptedResponse gzip = ScriptedResponse.normal().gzip();
        for (Endpoint endpoint :
                List.of(Endpoint.SMART_CONFIGURATION, Endpoint.TOKEN, Endpoint.OPENID_CONFIGURATION, Endpoint.JWKS)) {
            ehr.script(endpoint, gzip, gzip, gzip);
        }
        SmartClient client = clients.client("compressed");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        TokenResponse tokens = client.exchange(request, authorize(ehr, request));
        assertThat(tokens.identity()).isPresent();
        assertThat(client.refresh(RefreshRequest.of(tokens)).accessToken().value())
                .isNotEqualTo(tokens.accessToken().value());
    }

    @Test
    void namesUnknownContentCoding() {
        byte[] brotli = {0x0B, 3, (byte) 0x80, 0x7B, (byte) 0xFF, 3};
        assertThatThrownBy(() -> request("Content-Type: application/json\r\nContent-Encoding: br\r\n", brotli))
                .isInstanceOf(TokenException.class)
                .satisfies(saying("the content coding br"))
                .hasMessageNotContaining("login page");
        assertThatThrownBy(() -> {
                    SandboxServer ehr = reset("tolerant");
                    ehr.script(Endpoint.TOKEN, ScriptedResponse.big(32 << 20).gzip());
                    clients.client("tolerant").requestToken();
                })
                .isInstanceOf(TokenException.class)
                .satisfies(saying("more than 1 MiB"));
    }

    @Test
    void readsPlainBodyDespiteLeftoverContentCoding() {
        for (String coding : List.of("gzip", "x-gzip", "GZIP", "deflate", "br", "gzip, deflate")) {
            String headers = "Content-Type: application/json\r\nContent-Encoding: " + coding + "\r\n";
            TokenResponse tokens = request(headers, (TOKEN + "}").getBytes(UTF_8));
            assertThat(tokens.accessToken().value()).as(coding).isEqualTo("of-raw");
            assertThat(members(tokens)).as(coding).containsExactly("Content-Encoding");
            byte[] page = "<html><title>Sign in</title></html>".getBytes(UTF_8);
            assertThatThrownBy(() -> request(headers, page))
                    .isInstanceOf(TokenException.class)
                    .hasMessageContaining("Sign in")
                    .satisfies(saying("login page"));
        }
        for (String coding : List.of("identity", "", "Identity, identity")) {
            String headers = "Content-Type: application/json\r\nContent-Encoding: " + coding + "\r\n";
            assertThat(members(request(headers, (TOKEN + "}").getBytes(UTF_8))))
                    .as(coding)
                    .isEmpty();
        }
    }

    @Test
    void decodesAllGzipMembers() throws IOException {
        byte[] json = (TOKEN + "}").getBytes(UTF_8);
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        for (byte[] part : List.of(Arrays.copyOf(json, 20), Arrays.copyOfRange(json, 20, json.length))) {
            GZIPOutputStream member = new GZIPOutputStream(members);
            member.write(part);
            member.finish();
        }
        String headers = "Content-Type: application/json\r\nContent-Encoding: gzip\r\n";
        TokenResponse tokens = request(headers, members.toByteArray());
        assertThat(tokens.accessToken().value()).isEqualTo("of-raw");
        byte[] truncated = Arrays.copyOf(members.toByteArray(), members.size() - 12);
        assertThatThrownBy(() -> request(headers, truncated))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("gzip")
                .satisfies(saying("the content coding gzip"));
    }

    @Test
    void reportsViolationsOfKeySet() {
        SandboxServer ehr = reset("tolerant-keys");
        SmartClient client = clients.client("tolerant-keys");
        ehr.script(Endpoint.JWKS, ScriptedResponse.normal().header("Content-Type", "text/html"));
        AuthorizationRequest request = client.authorize(Launch.standalone());
        TokenResponse tokens = client.exchange(request, authorize(ehr, request));
        assertThat(tokens.identity()).isPresent();
        assertThat(tokens.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.member()).contains("Content-Type");
            assertThat(finding.observed()).contains(ehr.issuer().getAuthority(), "text/html");
        });
        ehr.replaceKeys("ES384");
        AuthorizationRequest next = client.authorize(Launch.standalone());
        assertThat(client.exchange(next, authorize(ehr, next)).findings()).isEmpty();
    }

    @Test
    void reportsViolationsOfRegistrationResponse() {
        ClientRegistration registration = register("Content-Type: text/html\r\n", "\"client_name\":\"M\u00fcller\"");
        assertThat(registration.clientId()).isEqualTo("of-raw");
        assertThat(registration.findings().toString()).contains("text/html", "client_name", "UTF-8");
        assertThat(register("Content-Type: application/json\r\n", "\"a\":1")
                        .findings()
                        .toString())
                .doesNotContain("Content-Type", "UTF-8");
        for (String member : List.of("client_secret", "registration_access_token")) {
            String damaged = "\"" + member + "\":\"s\u00fcper-hidden\"";
            assertThatThrownBy(() -> register("Content-Type: application/json\r\n", damaged))
                    .as(member)
                    .isInstanceOf(RegistrationException.class)
                    .hasMessageContaining(member)
                    .satisfies(saying("bytes that are not UTF-8 in " + member))
                    .hasMessageNotContaining("hidden");
            ClientRegistration declared = register("Content-Type: application/json; charset=iso-8859-1\r\n", damaged);
            assertThat(declared.members().getString(member)).isEqualTo("s\u00fcper-hidden");
        }
    }

    private ClientRegistration register(String headers, String member) {
        SandboxServer ehr = reset("tolerant-registration");
        byte[] body = ("{\"client_id\":\"of-raw\"," + member + "}").getBytes(ISO_8859_1);
        byte[] head = ("HTTP/1.1 201 Created\r\n" + headers + "Content-Length: " + body.length
                        + "\r\nConnection: close\r\n\r\n")
                .getBytes(ISO_8859_1);
        ehr.script(
                Endpoint.REGISTER,
                ScriptedResponse.raw(RawResponse.begin().send(head).send(body)));
        return clients.client("tolerant-registration")
                .registration()
                .register(SampleClientMetadata.app(ClientType.PUBLIC).build());
    }

    @Test
    void readsOtherCharsets() {
        byte[] latin1 = (TOKEN + ",\"patient_name\":\"M\u00fcller\"}").getBytes(ISO_8859_1);
        TokenResponse declared = request("Content-Type: application/json; charset=iso-8859-1\r\n", latin1);
        assertThat(declared.members().getString("patient_name")).isEqualTo("M\u00fcller");
        assertThat(members(declared)).containsExactly("Content-Type");
        TokenResponse undeclared = request("Content-Type: application/json\r\n", latin1);
        assertThat(undeclared.accessToken().value()).isEqualTo("of-raw");
        assertThat(undeclared.findings()).hasSize(1);
        byte[] damaged = (TOKEN.replace("of-raw", "of-r\u00fcw") + "}").getBytes(ISO_8859_1);
        assertThatThrownBy(() -> request("Content-Type: application/json\r\n", damaged))
                .isInstanceOf(TokenException.class)
                .hasMessageNotContaining("of-r");
    }

    @Test
    void readsErrorWithMalformedBytes() {
        SandboxServer ehr = reset("tolerant");
        byte[] error =
                "{\"error\":\"invalid_client\",\"error_description\":\"Schl\u00fcssel fehlt\"}".getBytes(ISO_8859_1);
        byte[] head = ("HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nContent-Length: " + error.length
                        + "\r\nConnection: close\r\n\r\n")
                .getBytes(ISO_8859_1);
        ehr.script(
                Endpoint.TOKEN,
                ScriptedResponse.raw(RawResponse.begin().send(head).send(error)));
        assertThatThrownBy(() -> clients.client("tolerant").requestToken())
                .isInstanceOfSatisfying(TokenException.class, thrown -> assertThat(thrown.errorCode())
                        .contains("invalid_client"))
                .hasMessageContaining("ssel fehlt");
    }

    @Test
    void acceptsBearerInOtherSpellingsOnly() {
        SandboxServer ehr = reset("tolerant");
        for (String type : List.of("BearerToken", "BEARER", "bearer_token", " Bearer", "")) {
            ehr.script(Endpoint.TOKEN, ScriptedResponse.normal().patch(object("token_type", type)));
            TokenResponse tokens = clients.client("tolerant").requestToken();
            assertThat(members(tokens)).as(type).containsExactly("token_type");
        }
        for (String type : List.of("DPoP", "mac", "Bearer DPoP")) {
            ehr.script(Endpoint.TOKEN, ScriptedResponse.normal().patch(object("token_type", type)));
            assertThatThrownBy(() -> clients.client("tolerant").requestToken())
                    .as(type)
                    .isInstanceOf(TokenException.class)
                    .hasMessageContaining("token_type")
                    .hasMessageContaining(type)
                    .satisfies(saying("token_type is " + type));
        }
    }

    @Test
    void ignoresNegativeLifetimeAndBlankIdToken() {
        SandboxServer ehr = reset("tolerant-app");
        SmartClient client = clients.client("tolerant-app");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        AuthorizationResponse response = authorize(ehr, request);
        JsonObject odd = SandboxJson.createObjectBuilder()
                .add("expires_in", -1)
                .add("id_token", "")
                .build();
        ehr.script(Endpoint.TOKEN, ScriptedResponse.normal().patch(odd));
        TokenResponse tokens = client.exchange(request, response);
        assertThat(tokens.identity()).isEmpty();
        assertThat(tokens.refreshToken()).isPresent();
        assertThat(tokens.conformance(TokenFlow.AUTHORIZATION_CODE))
                .extracting(finding -> finding.member().orElse(""))
                .contains("expires_in", "id_token");
    }

    @Test
    void readsScopesSeparatedByCommas() {
        TokenResponse tokens =
                request("tolerant-app", Map.of("scope", "openid,launch/patient,patient/*.rs,offline_access,fhirUser"));
        assertThat(tokens.missingScopes().isEmpty()).isTrue();
        assertThat(tokens.accessToken().scopes().values()).contains("openid", "patient/*.rs");
        TokenResponse constrained = request("tolerant-app", Map.of("scope", "patient/Observation.rs?code=a,b"));
        assertThat(constrained.accessToken().scopes().values()).containsExactly("patient/Observation.rs?code=a,b");
    }

    @Test
    void countsScopesThatResponseProvesAsGranted() {
        TokenResponse tokens = request("tolerant-app", Map.of("scope", "patient/*.rs"));
        assertThat(tokens.missingScopes().values()).doesNotContain("openid", "offline_access", "launch/patient");
        TokenResponse less = request("tolerant-app", Map.of("scope", "openid"));
        assertThat(less.missingScopes().values()).contains("patient/*.rs");
    }

    @Test
    void reportsMissingScope() {
        SandboxServer ehr = reset("tolerant-app");
        JsonObject without = SandboxJson.createObjectBuilder().addNull("scope").build();
        TokenResponse tokens = launch(ehr, without);
        assertThat(tokens.findings())
                .extracting(finding -> finding.id() + " " + finding.member().orElse(""))
                .contains("SAFIRE-0021 scope");
        assertThat(tokens.missingScopes().isEmpty()).isTrue();
    }

    @Test
    void acceptsRepeatedMemberWithSameValueOnly() {
        TokenResponse tokens = request(",\"token_type\":\"Bearer\",\"access_token\":\"of-raw\"");
        assertThat(tokens.accessToken().value()).isEqualTo("of-raw");
        assertThat(tokens.findings()).hasSize(1);
        assertThatThrownBy(() -> request(",\"access_token\":\"leaked\""))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("access_token")
                .satisfies(saying("the member access_token occurs more than once, with different values"))
                .hasMessageNotContaining("login page")
                .hasMessageNotContaining("leaked");
    }

    @Test
    void readsLaunchContextInOtherForms() {
        TokenResponse reference = request("tolerant-app", Map.of("patient", "Patient/456"));
        assertThat(reference.context().patient()).contains("456");
        assertThat(reference.findings())
                .extracting(finding -> finding.member().orElse(""))
                .contains("patient");
        assertThat(reference.findings().toString()).doesNotContain("456");
        SandboxServer ehr = reset("tolerant-app");
        JsonObject odd = SandboxJson.createObjectBuilder()
                .add("patient", 456)
                .add(
                        "fhirContext",
                        SandboxJson.createArrayBuilder().add("ImagingStudy/1").build())
                .add("intent", 7)
                .build();
        TokenResponse tokens = launch(ehr, odd);
        assertThat(tokens.context().patient()).contains("456");
        assertThat(tokens.context().fhirContext())
                .extracting(FhirContext::reference)
                .containsExactly(Optional.of("ImagingStudy/1"));
        assertThat(tokens.findings())
                .extracting(finding -> finding.member().orElse(""))
                .contains("patient", "fhirContext", "intent");
        TokenResponse other = request("tolerant-app", Map.of("patient", "Observation/456"));
        assertThat(other.context().patient()).isEmpty();
    }

    @Test
    void readsLaunchContextOfIntrospection() {
        SandboxServer ehr = reset("tolerant");
        SmartClient client = clients.client("tolerant");
        AccessToken token = client.requestToken().accessToken();
        ehr.script(Endpoint.INTROSPECT, ScriptedResponse.normal().patch(object("patient", "Patient/456")));
        Introspection introspection = client.tokens().introspect(token);
        assertThat(introspection.context().patient()).contains("456");
        assertThat(introspection.findings())
                .extracting(finding -> finding.member().orElse(""))
                .containsExactly("patient");
        assertThat(client.tokens().introspect(token).findings()).isEmpty();
    }

    @Test
    void namesScopeThatCannotBeRead() {
        String number = TOKEN.substring(0, TOKEN.indexOf("\"scope\"")) + "\"scope\":7}";
        TokenResponse tokens = request("Content-Type: application/json\r\n", number.getBytes(UTF_8));
        assertThat(tokens.accessToken().scopes().values()).containsExactly("system/*.rs");
        assertThat(tokens.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.member()).contains("scope");
            assertThat(finding.observed()).satisfies(saying("token response", "'scope' is not a string, but a number"));
        });
        SandboxServer ehr = reset("tolerant");
        SmartClient client = clients.client("tolerant");
        AccessToken token = client.requestToken().accessToken();
        JsonObject odd = SandboxJson.createObjectBuilder().add("scope", 7).build();
        ehr.script(Endpoint.INTROSPECT, ScriptedResponse.normal().patch(odd));
        assertThat(client.tokens().introspect(token).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.member()).contains("scope");
            assertThat(finding.observed())
                    .satisfies(saying("introspection response", "'scope' is not a string, but a number"))
                    .doesNotContain("token response");
        });
    }

    @Test
    void acceptsScopeOfOperation() {
        AuthorizationRequest request = clients.client("operation").authorize(Launch.standalone());
        assertThat(request.scopes().values()).containsExactly("launch/patient", "user/$operation");
    }

    private TokenResponse request(String name, Map<String, String> changes) {
        var patch = SandboxJson.createObjectBuilder();
        changes.forEach(patch::add);
        return launch(reset(name), patch.build());
    }

    private TokenResponse launch(SandboxServer ehr, JsonObject patch) {
        SmartClient client = clients.client("tolerant-app");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        AuthorizationResponse response = authorize(ehr, request);
        ehr.script(Endpoint.TOKEN, ScriptedResponse.normal().patch(patch));
        return client.exchange(request, response);
    }

    private static JsonObject object(String name, String value) {
        return SandboxJson.createObjectBuilder().add(name, value).build();
    }
}
