package io.safire.tck.diagnosis;

import static io.safire.tck.diagnosis.Fault.Evidence.ERROR;
import static io.safire.tck.diagnosis.Fault.Evidence.OUTSIDE;
import static io.safire.tck.diagnosis.SetUp.PUBLIC;

import io.safire.SmartClient;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.Launch;
import java.util.List;

/** Faults of authorization requests and responses. */
final class AuthorizationFaults {

    private AuthorizationFaults() {}

    static List<Fault> all() {
        Faults faults = new Faults("A", Step.AUTHORIZATION);
        errorResponses(faults);
        responses(faults);
        return faults.list();
    }

    private static void errorResponses(Faults faults) {
        faults.add(
                        "the user denies access",
                        PUBLIC,
                        Flow.of("callback", Flow.LAUNCH.action()),
                        ERROR,
                        "",
                        "denied",
                        situation -> situation.server().setConsentDenied(true))
                .add(
                        "the server rejects the scopes",
                        PUBLIC,
                        Flow.callback("error=invalid_scope&state={state}&iss={iss}"),
                        ERROR,
                        "scopes",
                        "patient/Observation.rs",
                        situation -> situation.metadata("{'scopes_supported':['launch/patient','openid','fhirUser',"
                                + "'patient/Patient.rs','offline_access']}"))
                .add(
                        "the server does not allow the grant for this client",
                        PUBLIC,
                        Flow.callback("error=unauthorized_client&state={state}&iss={iss}"),
                        ERROR,
                        "",
                        "authorization code",
                        situation -> {})
                .add(
                        "the server knows the FHIR server under another URL",
                        PUBLIC,
                        Flow.of("callback", Flow.LAUNCH.action()),
                        ERROR,
                        "authorization-audience",
                        "aud",
                        situation -> situation.set("authorization-audience", "https://fhir.hospital.example/r4"))
                .add(
                        "the launch of the EHR has been used before",
                        PUBLIC,
                        Flow.of("callback", AuthorizationFaults::staleLaunch),
                        ERROR,
                        "",
                        "from the EHR",
                        situation -> situation.set("scopes", "launch openid fhirUser patient/Patient.rs"));
    }

    private static List<Finding> staleLaunch(SmartClient client, Situation situation) {
        AuthorizationRequest request = client.authorize(Launch.ehr(situation.get("base-url"), "used-before"));
        return client.exchange(request, Flow.response(situation.server(), request))
                .findings();
    }

    private static void responses(Faults faults) {
        faults.add(
                        "the response has no iss, although the server announces it",
                        PUBLIC,
                        Flow.callback("code=abcdefghijklmnop&state={state}"),
                        ERROR,
                        "",
                        "iss",
                        situation -> situation.metadata("{'authorization_response_iss_parameter_supported':true}"))
                .add(
                        "the response has the iss of another server",
                        PUBLIC,
                        Flow.callback("code=abcdefghijklmnop&state={state}&iss=https%3A%2F%2Fas.example"),
                        ERROR,
                        "callback-issuer",
                        "as.example",
                        situation -> {})
                .add(
                        "the response has neither code nor error",
                        PUBLIC,
                        Flow.callback("state={state}&iss={iss}"),
                        ERROR,
                        "",
                        "code",
                        situation -> {})
                .add(
                        "redirect-uri has the path of another environment",
                        PUBLIC,
                        Flow.LAUNCH,
                        OUTSIDE,
                        "redirect-uri",
                        "redirect",
                        situation -> situation.set("redirect-uri", "https://app.example/staging/callback"));
    }
}
