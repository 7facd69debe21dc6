package io.safire.tck.diagnosis;

import static io.safire.tck.diagnosis.Fault.Evidence.ERROR;
import static io.safire.tck.diagnosis.Fault.Evidence.TOKEN;
import static io.safire.tck.diagnosis.SetUp.BACKEND;
import static io.safire.tck.diagnosis.SetUp.PUBLIC;
import static io.safire.tck.diagnosis.SetUp.SECRET;

import io.safire.SmartClient;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.launch.AuthorizationCode;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Faults of token requests and refreshes. */
final class TokenFaults {

    private static final String RAW_SECRET = "p+ss/w%rd=of&client";

    private TokenFaults() {}

    static List<Fault> all() {
        Faults faults = new Faults("T", Step.TOKEN);
        authentication(faults);
        responses(faults);
        vendorErrors(faults);
        grants(faults);
        contents(faults);
        refreshes(faults);
        return faults.list();
    }

    private static void authentication(Faults faults) {
        faults.add(
                        "the server does not form-decode the secret",
                        SECRET,
                        Flow.LAUNCH,
                        ERROR,
                        "client-secret-encoding",
                        "raw",
                        situation -> {
                            situation.server().setQuirks(Quirk.RAW_BASIC);
                            situation.set("client-secret", RAW_SECRET);
                            situation.register(
                                    SandboxClient.secretClient(SetUp.CLIENT_ID, RAW_SECRET, Situation.REDIRECT_URI));
                        })
                .add(
                        "the server requires client_id beside the assertion",
                        BACKEND,
                        Flow.TOKEN,
                        TOKEN,
                        "send-client-id",
                        "client_id",
                        situation -> situation.server().setQuirks(Quirk.CLIENT_ID_BESIDE_ASSERTION_REQUIRED))
                .add(
                        "the clock of the client is twenty minutes behind, and the server sends no body",
                        BACKEND,
                        Flow.TOKEN,
                        TOKEN,
                        "",
                        "clock|behind the clock of the server or ahead of the clock of this machine",
                        situation -> {
                            situation.server().setClockOffset(Duration.ofMinutes(20));
                            situation.server().setQuirks(Quirk.EMPTY_401);
                        })
                .add(
                        "the server requires its issuer as audience, and says so",
                        BACKEND,
                        Flow.TOKEN,
                        TOKEN,
                        "assertion-audience",
                        "aud",
                        situation -> situation.server().setQuirks(Quirk.ISSUER_AS_ASSERTION_AUDIENCE));
    }

    private static void responses(Faults faults) {
        faults.add(
                        "a login page responds at the token endpoint",
                        BACKEND,
                        Flow.TOKEN,
                        TOKEN,
                        "token-endpoint",
                        "HTML",
                        situation -> situation.always(
                                Endpoint.TOKEN,
                                ScriptedResponse.status(200).body("text/html", "<html><title>Sign in</title></html>")))
                .add(
                        "the token endpoint redirects to a login page",
                        BACKEND,
                        Flow.TOKEN,
                        TOKEN,
                        "token-endpoint",
                        "redirect",
                        situation -> situation.always(
                                Endpoint.TOKEN, ScriptedResponse.redirect(URI.create("https://login.example/start"))))
                .add(
                        "the token endpoint is overloaded",
                        BACKEND,
                        Flow.TOKEN,
                        TOKEN,
                        "",
                        "503",
                        situation -> situation.always(Endpoint.TOKEN, ScriptedResponse.status(503)))
                .add(
                        "the token endpoint accepts no connection of this network",
                        BACKEND,
                        Flow.TOKEN,
                        TOKEN,
                        "",
                        "403|firewall",
                        situation -> situation.always(
                                Endpoint.TOKEN, ScriptedResponse.status(403).body("text/html", "<html></html>")));
    }

    private static void vendorErrors(Faults faults) {
        vendorError(
                faults,
                "the error is an object with a message",
                400,
                "application/json",
                "{\"error\":{\"message\":\"The key of the tenant has been disabled\"}}",
                "key of the tenant has been disabled");
        vendorError(
                faults,
                "the error has the form of an identity provider",
                401,
                "application/json",
                "{\"errorCode\":\"E0000015\",\"errorSummary\":\"The feature is not enabled\"}",
                "feature is not enabled");
        vendorError(
                faults,
                "the error has the form of an API gateway",
                401,
                "application/json",
                "{\"fault\":{\"faultstring\":\"Invalid ApiKey\",\"detail\":{\"errorcode\":\"oauth.v2.InvalidApiKey\"}}}",
                "Invalid ApiKey");
        vendorError(
                faults,
                "the error is an OperationOutcome",
                400,
                "application/fhir+json",
                "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"security\","
                        + "\"diagnostics\":\"The organization is suspended\"}]}",
                "organization is suspended");
        vendorError(
                faults,
                "the error is a problem document",
                403,
                "application/problem+json",
                "{\"title\":\"Forbidden\",\"detail\":\"The subscription has ended\"}",
                "subscription has ended");
        vendorError(faults, "the error is a text", 400, "text/plain", "Unknown tenant 4711", "Unknown tenant 4711");
    }

    private static void vendorError(
            Faults faults, String title, int status, String contentType, String body, String words) {
        faults.add(
                title,
                BACKEND,
                Flow.TOKEN,
                TOKEN,
                "",
                words,
                situation -> situation.always(
                        Endpoint.TOKEN, ScriptedResponse.status(status).body(contentType, body)));
    }

    private static void grants(Faults faults) {
        faults.add(
                        "the server does not support the grant",
                        BACKEND,
                        Flow.TOKEN,
                        TOKEN,
                        "",
                        "client_credentials",
                        situation -> situation.respondJson(Endpoint.TOKEN, 400, "{'error':'unsupported_grant_type'}"))
                .add(
                        "the application has lost the code verifier",
                        PUBLIC,
                        Flow.of("code exchange", TokenFaults::exchangeWithOtherVerifier),
                        ERROR,
                        "",
                        "code verifier",
                        situation -> {})
                .add(
                        "the code has expired",
                        PUBLIC,
                        Flow.of("code exchange", TokenFaults::exchangeLate),
                        ERROR,
                        "",
                        "expired",
                        situation -> {});
    }

    private static List<Finding> exchangeWithOtherVerifier(SmartClient client, Situation situation) {
        AuthorizationRequest request = client.authorize(Launch.standalone());
        AuthorizationResponse response = Flow.response(situation.server(), request);
        String other = client.authorize(Launch.standalone()).codeVerifier();
        return client.exchange(AuthorizationCode.of(response.code().orElseThrow(), other, request.redirectUri()))
                .findings();
    }

    private static List<Finding> exchangeLate(SmartClient client, Situation situation) {
        AuthorizationRequest request = client.authorize(Launch.standalone());
        AuthorizationResponse response = Flow.response(situation.server(), request);
        situation.server().setClockOffset(Duration.ofMinutes(2));
        return client.exchange(request, response).findings();
    }

    private static void contents(Faults faults) {
        faults.add(
                        "the server grants fewer scopes",
                        BACKEND,
                        Flow.TOKEN,
                        TOKEN,
                        "scopes",
                        "system/Observation.rs",
                        situation -> situation
                                .set("scopes", "system/Patient.rs system/Observation.rs")
                                .always(
                                        Endpoint.TOKEN,
                                        ScriptedResponse.normal().patch(Json.of("{'scope':'system/Patient.rs'}"))))
                .add(
                        "the response has another token_type",
                        BACKEND,
                        Flow.TOKEN,
                        TOKEN,
                        "",
                        "token_type",
                        situation -> situation.always(
                                Endpoint.TOKEN, ScriptedResponse.normal().patch(Json.of("{'token_type':'mac'}"))))
                .add(
                        "the response has no access_token",
                        BACKEND,
                        Flow.TOKEN,
                        TOKEN,
                        "",
                        "access token",
                        situation -> situation.always(
                                Endpoint.TOKEN, ScriptedResponse.normal().patch(Json.of("{'access_token':null}"))))
                .add(
                        "the response has no patient, although launch/patient is granted",
                        PUBLIC,
                        Flow.LAUNCH,
                        ERROR,
                        "",
                        "patient",
                        situation -> situation.always(
                                Endpoint.TOKEN, ScriptedResponse.normal().patch(Json.of("{'patient':null}"))));
    }

    private static void refreshes(Faults faults) {
        faults.add(
                        "the refresh token has been used before",
                        PUBLIC,
                        Flow.of("refresh", TokenFaults::refreshTwice),
                        ERROR,
                        "",
                        "refresh token",
                        situation -> {})
                .add(
                        "the scopes lack offline_access",
                        PUBLIC,
                        Flow.REFRESH,
                        ERROR,
                        "",
                        "offline_access|scopes",
                        situation -> situation.set("scopes", "launch/patient openid fhirUser patient/Patient.rs"))
                .add(
                        "the refresh requests more scopes than the launch",
                        PUBLIC,
                        Flow.of("refresh", (client, situation) -> client.refresh(
                                        RefreshRequest.of(Flow.launch(client, situation))
                                                .withScopes(Scopes.parse("patient/Encounter.rs")))
                                .findings()),
                        ERROR,
                        "",
                        "patient/Encounter.rs",
                        situation -> {})
                .add(
                        "the secret was rotated after the launch",
                        SECRET,
                        Flow.of("refresh", TokenFaults::refreshAfterRotation),
                        ERROR,
                        "client-secret",
                        "secret",
                        situation -> {});
    }

    private static List<Finding> refreshTwice(SmartClient client, Situation situation) {
        RefreshRequest request = RefreshRequest.of(Flow.launch(client, situation));
        client.refresh(request);
        return client.refresh(request).findings();
    }

    private static List<Finding> refreshAfterRotation(SmartClient client, Situation situation) {
        TokenResponse tokens = Flow.launch(client, situation);
        situation.register(SandboxClient.secretClient(SetUp.CLIENT_ID, "rotated-Value-2", Situation.REDIRECT_URI));
        return client.refresh(RefreshRequest.of(tokens)).findings();
    }
}
