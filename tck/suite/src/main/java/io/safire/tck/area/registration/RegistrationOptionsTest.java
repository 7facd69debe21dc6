package io.safire.tck.area.registration;

import static io.safire.tck.registration.OpenRegistrationEhr.onlyRegistrationRequest;
import static io.safire.tck.registration.OpenRegistrationEhr.open;
import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.safire.SmartClients;
import io.safire.authentication.ClientType;
import io.safire.error.ConfigurationException;
import io.safire.registration.ClientMetadata;
import io.safire.registration.ClientRegistration;
import io.safire.registration.DynamicRegistration;
import io.safire.registration.RegistrationException;
import io.safire.registration.RegistrationOptions;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.bearer.WarningLog;
import io.safire.tck.registration.OpenRegistrationEhr;
import io.safire.tck.registration.SampleClientMetadata;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Endpoint and {@code Authorization} header that a call passes, and metadata that only the server can judge. */
@SharedApplication("tokens")
@Tag("registration")
@ArquillianTest
public class RegistrationOptionsTest {

    private static final String JSON = "application/json";
    private static final String SILENT = "opt-silent";
    private static final String ELSEWHERE = "opt-elsewhere";
    private static final String BASIC = "client_secret_basic";
    private static final String POST = "client_secret_post";
    private static final String CREDENTIAL = "dXNlcjpzZWNyZXQtb2YtdXNlcg==";

    @Inject
    SmartClients clients;

    @Inject
    WarningLog log;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(RegistrationOptionsTest.class)
                .with(SampleClientMetadata.class, OpenRegistrationEhr.class, WarningLog.class)
                .set(SampleClientMetadata.JWKS_SETTING, TestKeys.jwks().replace("\n", ""));
        for (String name : List.of(SILENT, ELSEWHERE, "opt-other", "opt-doubtful")) {
            archive.unregisteredServer(name, "public");
        }
        for (String name : List.of("opt-method", "opt-both", "opt-exact")) {
            archive.unregisteredServer(name, "confidential-symmetric");
        }
        return archive.setUrl(SILENT, "registration-endpoint", "opt-other", "/auth/register")
                .set("opt-exact", "client-authentication-method", BASIC)
                .build();
    }

    private DynamicRegistration registration(String name) {
        return clients.client(name).registration();
    }

    private static ClientMetadata app() {
        return SampleClientMetadata.app(ClientType.PUBLIC).build();
    }

    private static RegistrationOptions at(SandboxServer server) {
        return RegistrationOptions.defaults()
                .withEndpoint(server.registrationEndpoint().toString());
    }

    @Test
    void sendsMetadataToEndpointOfCall() {
        SandboxServer published = open(SILENT);
        SandboxServer configured = open("opt-other");
        SandboxServer elsewhere = open(ELSEWHERE);
        ClientRegistration registered = registration(SILENT).register(app(), at(elsewhere));
        assertThat(onlyRegistrationRequest(elsewhere).json()).isEqualTo(app().members());
        assertThat(published.requests(Endpoint.REGISTER)).isEmpty();
        assertThat(configured.requests(Endpoint.REGISTER)).isEmpty();
        assertThat(registered.endpoint()).isEqualTo(elsewhere.registrationEndpoint());
        assertThat(registered.findings()).isEmpty();
        assertThat(registration(SILENT).read().clientId()).isEqualTo(registered.clientId());
        registration(SILENT).register(app());
        assertThat(configured.requests(Endpoint.REGISTER)).hasSize(1);
    }

    @Test
    @Assertion(id = "smart-2.2.0/1")
    void rejectsEndpointOfCallWithoutHttps() {
        SandboxServer ehr = open(SILENT);
        RegistrationOptions token = RegistrationOptions.defaults().withInitialAccessToken("initial-token-0123");
        ConfigurationException insecure = rejected(token.withEndpoint("http://as.hospital.example/register?key=x-1"));
        assertThat(insecure)
                .hasMessageContaining("registration_endpoint")
                .hasMessageContaining("http://as.hospital.example/register")
                .satisfies(saying("HTTPS is required for: registration_endpoint"))
                .hasMessageNotContaining("x-1");
        assertThat(insecure.nonHttpsUriAttributes()).containsExactly("registration_endpoint");
        assertEach(
                List.of(
                        "",
                        " ",
                        "/register",
                        "as.hospital.example",
                        "https:///register",
                        "https://as.hospital.example/register#here",
                        "https://user:passphrase@as.hospital.example/register",
                        "https://as hospital example"),
                malformed -> {
                    ConfigurationException thrown = rejected(token.withEndpoint(malformed));
                    assertThat(thrown)
                            .as(malformed)
                            .hasMessageContaining("registration_endpoint")
                            .satisfies(saying("Invalid URIs: registration_endpoint"))
                            .hasMessageNotContaining("passphrase");
                    assertThat(thrown.invalidUriAttributes()).containsExactly("registration_endpoint");
                });
        assertThat(ehr.requests(Endpoint.REGISTER)).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/1")
    void followsNoRedirectOfEndpointOfCall() {
        SandboxServer elsewhere = open(ELSEWHERE);
        SandboxServer other = open("opt-other");
        elsewhere.script(Endpoint.REGISTER, ScriptedResponse.redirect(other.registrationEndpoint()));
        assertThatThrownBy(() -> registration(SILENT)
                        .register(app(), at(elsewhere).withInitialAccessToken("initial-token-0123")))
                .isInstanceOf(RegistrationException.class)
                .satisfies(saying("redirects to ", "Set the endpoint in RegistrationOptions"))
                .hasMessageNotContaining("initial-token-0123");
        assertThat(other.requests(Endpoint.REGISTER)).isEmpty();
    }

    @Test
    void sendsAuthorizationHeaderOfCall() {
        SandboxServer elsewhere = open(ELSEWHERE);
        for (String value : List.of(
                "Basic " + CREDENTIAL, "Bearer initial-token-0123", "DPoP initial-token-0123", "Digest a=\"b\", c=d")) {
            registration(SILENT).register(app(), at(elsewhere).withAuthorization(value));
        }
        registration(SILENT).register(app(), at(elsewhere).withInitialAccessToken(" initial-token-0123\n"));
        registration(SILENT).register(app(), at(elsewhere));
        assertThat(elsewhere.requests(Endpoint.REGISTER))
                .map(request -> request.header("authorization"))
                .containsExactly(
                        "Basic " + CREDENTIAL,
                        "Bearer initial-token-0123",
                        "DPoP initial-token-0123",
                        "Digest a=\"b\", c=d",
                        "Bearer initial-token-0123",
                        "");
    }

    @Test
    void masksAuthorizationThatServerRepeats() {
        SandboxServer elsewhere = open(ELSEWHERE);
        elsewhere.script(
                Endpoint.REGISTER,
                ScriptedResponse.status(401)
                        .body(JSON, "{\"error\":\"invalid_token\",\"error_description\":\"bad " + CREDENTIAL + "\"}"));
        RegistrationException rejection = catchThrowableOfType(RegistrationException.class, () -> registration(SILENT)
                .register(app(), at(elsewhere).withAuthorization("Basic " + CREDENTIAL)));
        assertThat(rejection)
                .hasMessageContaining("401")
                .hasMessageContaining("invalid_token")
                .satisfies(saying("HTTP 401 — invalid_token", "rejected the Authorization header of this call"))
                .hasMessageNotContaining(CREDENTIAL);
        assertThat(rejection.members().toString()).doesNotContain(CREDENTIAL);
    }

    @Test
    void rejectsMalformedAuthorizationWithoutRequest() {
        SandboxServer ehr = open(ELSEWHERE);
        assertEach(
                List.of(
                        "",
                        " ",
                        "Bearer",
                        "Bearer ",
                        "bearer two words",
                        "Basic  two-spaces",
                        " Basic leading-space",
                        "Basic trailing-space ",
                        "Basic line\r\nX-Evil: 1",
                        "Basic umlaut-ä"),
                value -> {
                    assertUnusable(RegistrationOptions.defaults().withAuthorization(value), value);
                });
        assertEach(List.of("", " \n", "two words", "line\r\nX-Evil: 1"), token -> {
            assertUnusable(RegistrationOptions.defaults().withInitialAccessToken(token), token);
        });
        assertThat(ehr.requests(Endpoint.REGISTER)).isEmpty();
    }

    @Test
    void sendsMetadataThatOnlyServerCanJudge() {
        SandboxServer ehr = open("opt-doubtful");
        SampleClientMetadata.doubtful().forEach((observation, metadata) -> {
            ehr.reset();
            ehr.script(Endpoint.REGISTER, ScriptedResponse.status(201).body(JSON, "{\"client_id\":\"x\"}"));
            ClientRegistration registered = registration("opt-doubtful").register(metadata);
            assertThat(onlyRegistrationRequest(ehr).json()).as(observation).isEqualTo(metadata.members());
            assertThat(metadata.findings()).singleElement().satisfies(finding -> {
                assertThat(finding.observed()).contains(observation);
                assertThat(observation).startsWith("'" + finding.member().orElse("") + "'");
            });
            assertThat(registered.findings()).as(observation).containsAll(metadata.findings());
        });
        open("opt-doubtful");
        assertThat(registration("opt-doubtful").register(app()).findings()).isEmpty();
    }

    @Test
    @Tag("messages")
    void warnsOfMetadataThatOnlyServerCanJudge() {
        SandboxServer ehr = open("opt-doubtful");
        SampleClientMetadata.doubtful().forEach((observation, metadata) -> {
            ehr.script(Endpoint.REGISTER, ScriptedResponse.status(201).body(JSON, "{\"client_id\":\"x\"}"));
            registration("opt-doubtful").register(metadata);
            assertThat(log.warningsAbout("opt-doubtful", "SAFIRE-0727"))
                    .as(observation)
                    .anyMatch(line -> line.contains(observation));
        });
        int warnings = log.warningsAbout("opt-doubtful").size();
        open("opt-doubtful");
        registration("opt-doubtful").register(app());
        assertThat(log.warningsAbout("opt-doubtful")).hasSize(warnings);
    }

    @Test
    void explainsRejectionByFindingsOfMetadata() {
        SandboxServer ehr = open("opt-doubtful");
        ehr.script(
                Endpoint.REGISTER,
                ScriptedResponse.status(400).body(JSON, "{\"error\":\"invalid_client_metadata\"}"),
                ScriptedResponse.status(400).body(JSON, "{\"error\":\"invalid_client_metadata\"}"));
        ClientMetadata metadata =
                app().toBuilder().logoUri("http://app.example").build();
        RegistrationException rejection = catchThrowableOfType(
                RegistrationException.class, () -> registration("opt-doubtful").register(metadata));
        assertThat(rejection).hasMessageContaining("'logo_uri' is not an https URL");
        assertThat(rejection.findings()).containsAll(metadata.findings());
        assertThatThrownBy(() -> registration("opt-doubtful").register(app())).hasMessageNotContaining("logo_uri");
    }

    @Test
    void registersMethodThatServerOffers() {
        ClientMetadata basic =
                SampleClientMetadata.app(ClientType.CONFIDENTIAL_SYMMETRIC).build();
        assertThat(basic.tokenEndpointAuthMethod()).contains(BASIC);
        assertThat(registeredMethod("opt-method", basic, POST)).isEqualTo(POST);
        assertThat(registeredMethod("opt-both", basic, POST, BASIC)).isEqualTo(BASIC);
        assertThat(registeredMethod("opt-exact", basic, POST)).isEqualTo(BASIC);
    }

    private String registeredMethod(String name, ClientMetadata metadata, String... offered) {
        SandboxServer ehr = open(name);
        JsonArrayBuilder methods = SandboxJson.createArrayBuilder();
        List.of(offered).forEach(methods::add);
        ehr.patchMetadata(SandboxJson.createObjectBuilder()
                .add("token_endpoint_auth_methods_supported", methods)
                .build());
        ehr.script(Endpoint.REGISTER, ScriptedResponse.status(201).body(JSON, "{\"client_id\":\"x\"}"));
        ClientRegistration registered = registration(name).register(metadata);
        JsonObject sent = onlyRegistrationRequest(ehr).json();
        assertThat(registered.requested().members()).isEqualTo(sent);
        return sent.getString("token_endpoint_auth_method");
    }

    private ConfigurationException rejected(RegistrationOptions options) {
        ConfigurationException thrown = catchThrowableOfType(
                ConfigurationException.class, () -> registration(SILENT).register(app(), options));
        assertThat(thrown).as(String.valueOf(options.endpoint())).isNotNull();
        assertThat(thrown).satisfies(saying("No request was sent")).hasMessageNotContaining("initial-token-0123");
        return thrown;
    }

    private void assertUnusable(RegistrationOptions options, String value) {
        ConfigurationException thrown = catchThrowableOfType(
                ConfigurationException.class, () -> registration(ELSEWHERE).register(app(), options));
        assertThat(thrown).as(value).isNotNull();
        assertThat(thrown.invalidAttribute()).contains("authorization");
        assertThat(thrown.invalidValue()).isEmpty();
        if (value.strip().length() > 6) {
            assertThat(thrown).hasMessageNotContaining(value.strip());
        }
    }
}
