package io.safire.tck.diagnosis;

import static io.safire.tck.diagnosis.Fault.Evidence.ERROR;
import static io.safire.tck.diagnosis.Fault.Evidence.OUTSIDE;
import static io.safire.tck.diagnosis.SetUp.PUBLIC;

import io.safire.diagnosis.Step;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.IdTokenPlan;
import io.safire.sandbox.control.IdTokenPlan.IdTokenSigner;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.diagnosis.Fault.Evidence;
import java.util.List;
import java.util.function.Consumer;

/** Faults of ID tokens. */
final class IdentityFaults {

    private IdentityFaults() {}

    static List<Fault> all() {
        Faults faults = new Faults("I", Step.IDENTITY);
        idToken(faults, "the ID token has another issuer", "issuer", "as.example", "{'iss':'https://as.example'}");
        idToken(faults, "the ID token is for another client", "client-id", "other-app", "{'aud':'other-app'}");
        idToken(faults, "the ID token has another nonce", "", "nonce", "{'nonce':'another-nonce'}");
        idToken(faults, "the ID token has expired", "", "expired", "{'iat':1700000000,'exp':1700000300}");
        idToken(
                faults,
                "the resource of the user is on another host",
                "fhir-user-hosts",
                "ehr.example",
                "{'fhirUser':'https://ehr.example/r4/Practitioner/1'}");
        add(faults, "the response has no ID token", ERROR, "", "id_token", situation -> situation
                .server()
                .setIdTokenPlan(IdTokenPlan.none()));
        add(faults, "the issuer does not publish the key of the ID token", ERROR, "", "kid", situation -> situation
                .server()
                .setIdTokenPlan(IdTokenPlan.normal().header(Json.of("{'kid':'unpublished'}"))));
        add(faults, "another key has signed the ID token", ERROR, "", "signature", situation -> {
            situation.server().replaceKeys("RS256");
            situation.server().setIdTokenPlan(IdTokenPlan.normal().signedBy(IdTokenSigner.UNPUBLISHED_KEY));
        });
        add(
                faults,
                "the key set of the issuer does not exist",
                OUTSIDE,
                "jwks-uri",
                "404",
                situation -> situation.always(Endpoint.JWKS, ScriptedResponse.status(404)));
        add(faults, "the issuer has no OpenID configuration", OUTSIDE, "jwks-uri", "404", situation -> situation
                .always(Endpoint.OPENID_CONFIGURATION, ScriptedResponse.status(404))
                .metadata("{'jwks_uri':null}"));
        return faults.list();
    }

    private static void idToken(Faults faults, String title, String keys, String words, String claims) {
        add(faults, title, ERROR, keys, words, situation -> situation
                .server()
                .setIdTokenPlan(IdTokenPlan.normal().claims(Json.of(claims))));
    }

    private static void add(
            Faults faults, String title, Evidence evidence, String keys, String words, Consumer<Situation> seed) {
        faults.add(title, PUBLIC, Flow.LAUNCH, evidence, keys, words, seed);
    }
}
