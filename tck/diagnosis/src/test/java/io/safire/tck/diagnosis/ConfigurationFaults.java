package io.safire.tck.diagnosis;

import static io.safire.tck.diagnosis.Fault.Evidence.OUTSIDE;
import static io.safire.tck.diagnosis.Fault.Evidence.TOKEN;
import static io.safire.tck.diagnosis.SetUp.BACKEND;
import static io.safire.tck.diagnosis.SetUp.PUBLIC;
import static io.safire.tck.diagnosis.SetUp.SECRET;

import io.safire.diagnosis.Step;
import io.safire.launch.Launch;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SimulatedEhr;
import java.util.List;

/** Faults in the settings of the client. */
final class ConfigurationFaults {

    private static final Flow EHR_LAUNCH =
            Flow.of("authorization URL", (client, situation) -> client.authorize(Launch.ehr(
                            situation.get("base-url"), situation.server().startLaunch(Json.of("{'patient':'pat-1'}"))))
                    .findings());

    private ConfigurationFaults() {}

    static List<Fault> all() {
        Faults faults = new Faults("C", Step.CONFIGURATION);
        urls(faults);
        identity(faults);
        scopes(faults);
        profiles(faults);
        return faults.list();
    }

    private static void urls(Faults faults) {
        faults.add(
                        "base-url is an http URL",
                        BACKEND,
                        Flow.START,
                        OUTSIDE,
                        "base-url",
                        "https",
                        situation -> situation.set("base-url", "http://fhir.hospital.example/r4"))
                .add(
                        "base-url is the URL of the SMART configuration",
                        BACKEND,
                        Flow.DISCOVERY,
                        OUTSIDE,
                        "base-url",
                        ".well-known",
                        situation -> situation.set(
                                "base-url", situation.get("base-url") + "/.well-known/smart-configuration"))
                .add(
                        "base-url is the token endpoint",
                        BACKEND,
                        Flow.DISCOVERY,
                        OUTSIDE,
                        "base-url",
                        "token endpoint",
                        situation -> situation.set(
                                "base-url", situation.server().tokenEndpoint().toString()))
                .add(
                        "redirect-uri is an http URL",
                        PUBLIC,
                        Flow.START,
                        OUTSIDE,
                        "redirect-uri",
                        "https",
                        situation -> situation.set("redirect-uri", "http://app.hospital.example/callback"))
                .add(
                        "token-endpoint overrides the metadata with a wrong path",
                        BACKEND,
                        Flow.TOKEN,
                        TOKEN,
                        "token-endpoint",
                        "404",
                        situation -> situation.set(
                                "token-endpoint", situation.server().issuer() + "/oauth/token"));
    }

    private static void identity(Faults faults) {
        faults.add(
                        "client-id has quotation marks",
                        BACKEND,
                        Flow.TOKEN,
                        TOKEN,
                        "client-id",
                        "quotation",
                        situation -> situation.set("client-id", "\"growth-chart\""))
                .add(
                        "client-id is the placeholder of an example",
                        PUBLIC,
                        Flow.LAUNCH,
                        OUTSIDE,
                        "client-id",
                        "placeholder",
                        situation -> situation.set("client-id", "your-client-id"))
                .add(
                        "client-id is the identifier of another application",
                        BACKEND,
                        Flow.TOKEN,
                        TOKEN,
                        "client-id",
                        "client_id",
                        situation -> situation.set("client-id", "growth-charts"))
                .add(
                        "client-secret has quotation marks",
                        SECRET,
                        Flow.LAUNCH,
                        OUTSIDE,
                        "client-secret",
                        "quotation",
                        situation -> situation.set("client-secret", "'" + SetUp.SECRET_VALUE + "'"))
                .add(
                        "client-secret is broken by a space",
                        SECRET,
                        Flow.LAUNCH,
                        OUTSIDE,
                        "client-secret",
                        "white space",
                        situation -> situation.set("client-secret", SetUp.SECRET_VALUE.replaceFirst("-", " -")))
                .add(
                        "client-type is missing",
                        SECRET,
                        Flow.START,
                        OUTSIDE,
                        "client-type",
                        "client-secret",
                        situation -> situation.remove("client-type"))
                .add(
                        "client-type is public, and the client is registered with a secret",
                        PUBLIC,
                        Flow.LAUNCH,
                        Fault.Evidence.ERROR,
                        "client-type",
                        "public",
                        situation -> situation.register(SandboxClient.secretClient(
                                SetUp.CLIENT_ID, SetUp.SECRET_VALUE, Situation.REDIRECT_URI)))
                .add(
                        "client-authentication-method does not match client-type",
                        SECRET,
                        Flow.START,
                        OUTSIDE,
                        "client-authentication-method",
                        "private_key_jwt",
                        situation -> situation.set("client-authentication-method", "private_key_jwt"))
                .add(
                        "a key has a typo",
                        BACKEND,
                        Flow.START,
                        OUTSIDE,
                        "",
                        "scope|did you mean",
                        situation -> situation.set("scope", situation.get("scopes")));
    }

    private static void scopes(Faults faults) {
        faults.add(
                        "scopes are separated by commas",
                        BACKEND,
                        Flow.TOKEN,
                        TOKEN,
                        "scopes",
                        "comma",
                        situation -> situation.set("scopes", "system/Patient.rs,system/Observation.rs"))
                .add(
                        "scopes are missing",
                        BACKEND,
                        Flow.TOKEN,
                        TOKEN,
                        "scopes",
                        "scopes",
                        situation -> situation.remove("scopes"))
                .add(
                        "scopes of a backend service are patient scopes",
                        BACKEND,
                        Flow.TOKEN,
                        TOKEN,
                        "",
                        "system/ scopes",
                        situation -> situation.set("scopes", "patient/Patient.rs"))
                .add(
                        "scopes of an EHR launch lack launch",
                        PUBLIC,
                        EHR_LAUNCH,
                        OUTSIDE,
                        "",
                        "scope|launch",
                        situation -> situation.set("scopes", "openid fhirUser patient/Patient.rs"))
                .add(
                        "a scope has a typo",
                        BACKEND,
                        Flow.TOKEN,
                        TOKEN,
                        "scopes",
                        "system/Patients.rs",
                        situation -> situation
                                .set("scopes", "system/Patients.rs")
                                .respondJson(
                                        io.safire.sandbox.control.Endpoint.TOKEN, 400, "{'error':'invalid_scope'}"));
    }

    private static void profiles(Faults faults) {
        faults.add(
                        "the EHR supports RSA keys only, and the key is an elliptic curve key",
                        BACKEND,
                        Flow.TOKEN,
                        TOKEN,
                        "private-key",
                        "RS384|OpenEMR",
                        situation -> simulate(situation, SimulatedEhr.OPENEMR, "openemr"))
                .add(
                        "the EHR supports no wildcard scopes",
                        BACKEND,
                        Flow.TOKEN,
                        TOKEN,
                        "scopes",
                        "wildcard|system/*.rs",
                        situation -> simulate(situation, SimulatedEhr.ORACLE_HEALTH, "oracle-health")
                                .set("scopes", "system/*.rs"));
    }

    private static Situation simulate(Situation situation, SimulatedEhr ehr, String profile) {
        situation.server().simulate(ehr);
        return situation.set("profile", profile);
    }
}
