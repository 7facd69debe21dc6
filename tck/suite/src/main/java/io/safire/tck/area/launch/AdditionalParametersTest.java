package io.safire.tck.area.launch;

import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.AuthorizationException;
import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.error.ValidationException;
import io.safire.launch.AuthorizationOptions;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.RefreshRequest;
import io.safire.token.TokenResponse;
import io.safire.web.LaunchRequest;
import io.safire.web.SmartLaunches;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Parameters that the configuration or the application adds to authorization requests and token requests. */
@SharedApplication("protocol")
@Tag("launch")
@ArquillianTest
public class AdditionalParametersTest {

    @Inject
    SmartClients clients;

    @Inject
    SmartLaunches launches;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(AdditionalParametersTest.class)
                .server("further", "public")
                .set("further", "authorization-parameters.prompt", "login")
                .set("further", "authorization-parameters.tenant", "north & south")
                .set("further", "token-parameters.tenant", "north & south")
                .server("further-job", "confidential-asymmetric")
                .set("further-job", "private-key", TestKeys.pem(TestKeys.RSA))
                .set("further-job", "kid", "rsa-1")
                .set("further-job", "scopes", "system/*.rs")
                .set("further-job", "token-parameters.audience", "https://fhir.example/r4")
                .build();
    }

    @Test
    void addsConfiguredParametersToAuthorizationRequest() {
        resetServer("further");
        AuthorizationRequest request = clients.client("further").authorize(Launch.standalone());
        assertThat(request.parameters())
                .containsEntry("prompt", "login")
                .containsEntry("tenant", "north & south")
                .containsEntry("client_id", "app-further");
        assertThat(request.uri().getRawQuery()).contains("tenant=north+%26+south");
        assertThat(request.toString()).doesNotContain("north");
    }

    @Test
    void prefersParametersOfCall() {
        resetServer("further");
        AuthorizationRequest request = clients.client("further")
                .authorize(Launch.standalone(), AuthorizationOptions.defaults().withPrompt("consent"));
        assertThat(request.parameters()).containsEntry("prompt", "consent").containsEntry("tenant", "north & south");
    }

    @Test
    void addsConfiguredParametersToEachTokenRequest() {
        SandboxServer ehr = resetServer("further");
        SmartClient client = clients.client("further");
        TokenResponse tokens = launch(client, ehr);
        client.refresh(RefreshRequest.of(tokens));
        assertThat(ehr.requests(Endpoint.TOKEN))
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.parameter("tenant")).isEqualTo("north & south"));
        SandboxServer job = resetServer("further-job");
        clients.client("further-job").requestToken();
        RecordedRequest request = job.requests(Endpoint.TOKEN).get(0);
        assertThat(request.parameter("audience")).isEqualTo("https://fhir.example/r4");
        assertThat(request.parameter("scope")).isEqualTo("system/*.rs");
    }

    @Test
    void masksParametersThatServerRepeats() {
        SandboxServer ehr = resetServer("further");
        SmartClient client = clients.client("further");
        AuthorizationRequest request = client.authorize(
                Launch.standalone(), AuthorizationOptions.defaults().withLoginHint("dr.miller@example.org"));
        AuthorizationResponse refused = AuthorizationResponse.of(Map.of(
                "error", List.of("login_required"),
                "error_description", List.of("dr.miller@example.org of north & south cannot login"),
                "state", List.of(request.state()),
                "iss", List.of(ehr.issuer().toString())));
        assertThatThrownBy(() -> client.exchange(request, refused))
                .isInstanceOf(AuthorizationException.class)
                .satisfies(saying("login_required", "cannot login"))
                .message()
                .doesNotContain("miller", "north");
        ehr.script(
                Endpoint.TOKEN,
                ScriptedResponse.status(400)
                        .body(
                                "application/json",
                                "{\"error\":\"invalid_request\",\"error_description\":\"tenant north & south\"}"));
        assertThatThrownBy(() -> launch(client, ehr))
                .isInstanceOf(TokenException.class)
                .message()
                .doesNotContain("north");
    }

    @Test
    void startsLaunchWithParametersOfApplication() {
        resetServer("further");
        AuthorizationRequest request = launches.start(LaunchRequest.standalone("further")
                        .withParameter("prompt", "consent")
                        .withParameter("login_hint", "dr.miller@example.org"))
                .request();
        assertThat(request.parameters())
                .containsEntry("prompt", "consent")
                .containsEntry("login_hint", "dr.miller@example.org")
                .containsEntry("tenant", "north & south");
    }

    @Test
    void rejectsParameterThatClientControlsInLaunch() {
        SandboxServer ehr = resetServer("further");
        assertEach(List.of("state", "redirect_uri", "scope", "code_challenge", "response_mode", "aud", " "), name -> {
            LaunchRequest request = LaunchRequest.standalone("further").withParameter(name, "walnut-ferry");
            assertThatThrownBy(() -> launches.start(request))
                    .isInstanceOf(ValidationException.class)
                    .satisfies(failure ->
                            assertThat(((SmartException) failure).code()).isNotEmpty())
                    .message()
                    .doesNotContain("walnut-ferry");
        });
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }
}
