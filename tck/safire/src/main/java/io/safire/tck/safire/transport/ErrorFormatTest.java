package io.safire.tck.safire.transport;

import static io.safire.tck.support.TckContext.CLIENT_SECRET;
import static io.safire.tck.support.TckContext.resetServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.authentication.ClientType;
import io.safire.error.AuthorizationException;
import io.safire.error.ConfigurationException;
import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.error.OAuthException;
import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.error.ValidationException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.registration.RegistrationException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.SharedApplication;
import io.safire.tck.registration.SampleClientMetadata;
import io.safire.tck.support.TckArchive;
import io.safire.token.RefreshRequest;
import jakarta.inject.Inject;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The message format and the fields of each exception class. */
@SharedApplication("protocol")
@Tag("transport")
@ArquillianTest
public class ErrorFormatTest {

    private static final String JSON = "application/json";
    private static final RefreshRequest REFRESH = RefreshRequest.of("some-refresh-token");

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(ErrorFormatTest.class)
                .with(SampleClientMetadata.class)
                .server("err-secretless", "confidential-symmetric")
                .server("err-discovery", "public")
                .server("err-oauth", "confidential-symmetric")
                .set("err-oauth", "client-secret", CLIENT_SECRET)
                .server("err-refused", "public")
                .set("err-refused", "base-url", "http://localhost:1/fhir")
                .build();
    }

    private static <E extends SmartException> E thrown(
            Class<E> type, String server, String format, ThrowingCallable call) {
        E exception = catchThrowableOfType(type, call);
        assertThat(exception).isNotNull();
        assertThat(exception.code()).matches("SAFIRE-\\d{4}");
        assertThat(exception.server()).contains(server);
        assertThat(exception).hasMessageStartingWith(exception.code() + " " + server + ": " + format);
        return exception;
    }

    private static ScriptedResponse error(int status, String code, String description) {
        return ScriptedResponse.status(status)
                .body(
                        JSON,
                        SandboxJson.createObjectBuilder()
                                .add("error", code)
                                .add("error_description", description)
                                .add("error_uri", "https://as.example/errors/1")
                                .add("x_detail", 7)
                                .build()
                                .toString());
    }

    private static void assertFields(OAuthException exception, int status, String code, String description) {
        assertThat(exception.status()).hasValue(status);
        assertThat(exception.errorCode()).contains(code);
        assertThat(exception.errorDescription()).contains(description);
        assertThat(exception.errorUri()).contains("https://as.example/errors/1");
        assertThat(exception.members()).containsEntry("x_detail", SandboxJson.createValue(7));
    }

    @Test
    void describesConfigurationException() {
        resetServer("err-secretless");
        ConfigurationException exception = thrown(
                ConfigurationException.class,
                "err-secretless",
                "Configuration missing: client_secret. Set safire.err-secretless.client-secret.",
                () -> clients.client("err-secretless").refresh(REFRESH));
        assertThat(exception.missingAttributes()).containsExactly("client_secret");
        assertThat(exception.invalidAttribute()).isEmpty();
        assertThat(exception.validValues()).isEmpty();
        assertThat(exception.invalidUriAttributes()).isEmpty();
        assertThat(exception.nonHttpsUriAttributes()).isEmpty();
    }

    @Test
    void describesDiscoveryException() {
        SandboxServer ehr = resetServer("err-discovery");
        SmartClient client = clients.client("err-discovery");
        String prefix = "Failed to discover SMART configuration from " + ehr.smartConfiguration();
        ehr.script(Endpoint.SMART_CONFIGURATION, ScriptedResponse.status(404));
        DiscoveryException status =
                thrown(DiscoveryException.class, "err-discovery", prefix + " (HTTP 404).", client::metadata);
        assertThat(status.endpoint()).isEqualTo(ehr.smartConfiguration());
        assertThat(status.status()).hasValue(404);
        ehr.script(Endpoint.SMART_CONFIGURATION, ScriptedResponse.status(200).body(JSON, "[]"));
        DiscoveryException content = thrown(
                DiscoveryException.class,
                "err-discovery",
                prefix + ": response is not a usable JSON object",
                client::metadata);
        assertThat(content.endpoint()).isEqualTo(ehr.smartConfiguration());
        assertThat(content.status()).isEmpty();
        assertThat(content.errorDescription()).startsWith("response is not a usable JSON object");
    }

    @Test
    void describesTokenException() {
        SandboxServer ehr = resetServer("err-oauth");
        SmartClient client = clients.client("err-oauth");
        ehr.script(Endpoint.TOKEN, error(400, "invalid_grant", "Token expired"));
        TokenException rejected = thrown(
                TokenException.class,
                "err-oauth",
                "Token request failed — HTTP 400 — invalid_grant — Token expired — https://as.example/errors/1",
                () -> client.refresh(REFRESH));
        assertFields(rejected, 400, "invalid_grant", "Token expired");
        ehr.script(Endpoint.TOKEN, ScriptedResponse.status(502).body("text/html", "<html>"));
        TokenException unusable = thrown(
                TokenException.class, "err-oauth", "Token request failed — HTTP 502", () -> client.refresh(REFRESH));
        assertThat(unusable.status()).hasValue(502);
        assertThat(unusable.errorCode()).isEmpty();
        ehr.script(Endpoint.TOKEN, ScriptedResponse.status(200).body(JSON, "{\"token_type\":\"Bearer\"}"));
        TokenException tokenless = thrown(
                TokenException.class,
                "err-oauth",
                "Missing access token in response; received fields: token_type",
                () -> client.refresh(REFRESH));
        assertThat(tokenless.receivedFields()).containsExactly("token_type");
    }

    @Test
    void describesAuthorizationException() {
        resetServer("err-oauth");
        SmartClient client = clients.client("err-oauth");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        String query = "error=access_denied&error_description=Denied+by+user&state=" + request.state();
        AuthorizationException exception = thrown(
                AuthorizationException.class,
                "err-oauth",
                "Authorization failed — access_denied — Denied by user.",
                () -> client.exchange(request, AuthorizationResponse.parse(query)));
        assertThat(exception.status()).isEmpty();
        assertThat(exception.errorCode()).contains("access_denied");
        assertThat(exception.errorDescription()).contains("Denied by user");
    }

    @Test
    void describesRegistrationException() {
        SandboxServer ehr = resetServer("err-oauth");
        ehr.script(Endpoint.REGISTER, error(400, "invalid_redirect_uri", "Redirect URI must use HTTPS"));
        RegistrationException rejected = thrown(
                RegistrationException.class,
                "err-oauth",
                "Client registration failed — HTTP 400 — invalid_redirect_uri — Redirect URI must use HTTPS",
                this::register);
        assertFields(rejected, 400, "invalid_redirect_uri", "Redirect URI must use HTTPS");
        ehr.script(Endpoint.REGISTER, error(400, "unapproved_software_statement", "Unknown issuer"));
        RegistrationException statement = catchThrowableOfType(RegistrationException.class, this::register);
        assertFields(statement, 400, "unapproved_software_statement", "Unknown issuer");
        ehr.script(Endpoint.REGISTER, ScriptedResponse.status(201).body(JSON, "{\"client_name\":\"a\"}"));
        RegistrationException unusable = thrown(
                RegistrationException.class,
                "err-oauth",
                "Registration response missing client_id; received fields: client_name",
                this::register);
        assertThat(unusable.receivedFields()).containsExactly("client_name");
        assertThat(ehr.requests(Endpoint.REGISTER)).as("no retry").hasSize(3);
    }

    private void register() {
        clients.client("err-oauth")
                .registration()
                .register(SampleClientMetadata.app(ClientType.PUBLIC).build());
    }

    @Test
    void describesNetworkException() {
        NetworkException exception = thrown(
                NetworkException.class, "err-refused", "HTTP request failed: Connection refused", () -> clients.client(
                                "err-refused")
                        .metadata());
        assertThat(exception.errorDescription()).startsWith("Connection refused");
        assertThat(exception.notSent()).isTrue();
    }

    @Test
    void describesValidationException() {
        resetServer("err-oauth");
        SmartClient client = clients.client("err-oauth");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        ValidationException exception = thrown(
                ValidationException.class,
                "err-oauth",
                "Validation failed for state: the response has no state.",
                () -> client.exchange(request, AuthorizationResponse.parse("code=a")));
        assertThat(exception.attribute()).isEqualTo("state");
        assertThat(exception.reason()).isEqualTo("the response has no state");
    }
}
