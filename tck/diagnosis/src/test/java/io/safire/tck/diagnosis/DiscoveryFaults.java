package io.safire.tck.diagnosis;

import static io.safire.tck.diagnosis.Fault.Evidence.OUTSIDE;
import static io.safire.tck.diagnosis.Fault.Evidence.TOKEN;
import static io.safire.tck.diagnosis.SetUp.BACKEND;
import static io.safire.tck.diagnosis.SetUp.PUBLIC;

import io.safire.diagnosis.Step;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.ScriptedResponse;
import java.util.List;

/** Faults of the SMART configuration. */
final class DiscoveryFaults {

    private DiscoveryFaults() {}

    static List<Fault> all() {
        Faults faults = new Faults("D", Step.DISCOVERY);
        faults.add(
                "the server has no SMART configuration",
                BACKEND,
                Flow.DISCOVERY,
                OUTSIDE,
                "base-url",
                "404",
                situation -> situation.set(
                        "base-url", situation.server().fhirBase().resolve("/r4").toString()));
        faults.add(
                "the SMART configuration is a JSON array",
                BACKEND,
                Flow.DISCOVERY,
                OUTSIDE,
                "",
                "JSON object",
                situation -> situation.always(
                        Endpoint.SMART_CONFIGURATION,
                        ScriptedResponse.status(200).body("application/json", "[]")));
        endpoints(faults);
        features(faults);
        return faults.list();
    }

    private static void endpoints(Faults faults) {
        faults.add(
                        "token_endpoint is missing",
                        BACKEND,
                        Flow.TOKEN,
                        OUTSIDE,
                        "token-endpoint",
                        "token_endpoint",
                        situation -> situation.metadata("{'token_endpoint':null}"))
                .add(
                        "token_endpoint is an http URL",
                        BACKEND,
                        Flow.TOKEN,
                        OUTSIDE,
                        "token-endpoint",
                        "token_endpoint|http:",
                        situation -> situation.metadata("{'token_endpoint':'http://as.example/token'}"))
                .add(
                        "token_endpoint is on another host",
                        PUBLIC,
                        Flow.LAUNCH,
                        OUTSIDE,
                        "endpoint-hosts",
                        "as.example",
                        situation -> situation.metadata("{'token_endpoint':'https://as.example/token'}"))
                .add(
                        "authorization_endpoint has a fragment",
                        PUBLIC,
                        Flow.AUTHORIZE,
                        OUTSIDE,
                        "authorization-endpoint",
                        "fragment",
                        situation -> situation.metadata("{'authorization_endpoint':'"
                                + situation.server().authorizationEndpoint() + "#start'}"))
                .add(
                        "authorization_endpoint does not exist",
                        PUBLIC,
                        Flow.LAUNCH,
                        OUTSIDE,
                        "authorization-endpoint",
                        "404",
                        situation -> situation.metadata("{'authorization_endpoint':'"
                                + situation.server().issuer() + "/start'}"));
    }

    private static void features(Faults faults) {
        faults.add(
                        "the server does not list S256",
                        PUBLIC,
                        Flow.AUTHORIZE,
                        OUTSIDE,
                        "",
                        "S256",
                        situation -> situation.metadata("{'code_challenge_methods_supported':['plain']}"))
                .add(
                        "the server does not list client_credentials",
                        BACKEND,
                        Flow.TOKEN,
                        TOKEN,
                        "",
                        "client_credentials",
                        situation -> situation
                                .metadata("{'grant_types_supported':['authorization_code']}")
                                .respondJson(Endpoint.TOKEN, 400, "{'error':'unauthorized_client'}"))
                .add(
                        "the server does not list a scope",
                        BACKEND,
                        Flow.TOKEN,
                        TOKEN,
                        "scopes",
                        "system/Encounter.rs",
                        situation -> situation
                                .set("scopes", "system/Patient.rs system/Encounter.rs")
                                .metadata("{'scopes_supported':['system/Patient.rs']}")
                                .respondJson(Endpoint.TOKEN, 400, "{'error':'invalid_scope'}"))
                .add(
                        "the server does not offer offline access",
                        PUBLIC,
                        Flow.REFRESH,
                        OUTSIDE,
                        "scopes",
                        "offline_access",
                        situation -> situation
                                .metadata("{'capabilities':['launch-standalone','client-public','permission-patient',"
                                        + "'permission-v2','sso-openid-connect','context-standalone-patient'],"
                                        + "'scopes_supported':['openid','fhirUser','launch/patient','patient/*.rs']}")
                                .always(
                                        Endpoint.TOKEN,
                                        ScriptedResponse.normal()
                                                .patch(Json.of("{'refresh_token':null,"
                                                        + "'scope':'launch/patient openid fhirUser patient/Patient.rs"
                                                        + " patient/Observation.rs'}"))))
                .add(
                        "the server does not offer standalone launches",
                        PUBLIC,
                        Flow.callback("error=invalid_request&state={state}&iss={iss}"),
                        OUTSIDE,
                        "",
                        "launch-standalone",
                        situation -> situation.metadata(
                                "{'capabilities':['launch-ehr','client-public','permission-patient','permission-v2',"
                                        + "'sso-openid-connect','permission-offline','context-ehr-patient']}"));
    }
}
