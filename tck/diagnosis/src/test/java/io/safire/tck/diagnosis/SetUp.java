package io.safire.tck.diagnosis;

import io.safire.sandbox.control.SandboxClient;
import java.util.function.Function;

/** A healthy client and its server, in which a fault is seeded. */
enum SetUp {
    /** A backend service, which publishes its keys at a URL. */
    BACKEND(SetUp::backend),
    /** An application with a secret. */
    SECRET(SetUp::secret),
    /** A public application. */
    PUBLIC(SetUp::publicApplication),
    /** An application with a key, which publishes its keys at a URL. */
    KEY(SetUp::key);

    static final String SECRET_VALUE = "s3cr3t-Value-of-this-client";
    static final String CLIENT_ID = "growth-chart";
    private static final String LAUNCH_SCOPES =
            "launch/patient openid fhirUser patient/Patient.rs patient/Observation.rs offline_access";

    private final Function<Lab, Situation> open;

    SetUp(Function<Lab, Situation> open) {
        this.open = open;
    }

    Situation open(Lab lab) {
        return open.apply(lab);
    }

    private static Situation backend(Lab lab) {
        return withKey(lab).set("scopes", "system/Patient.rs");
    }

    private static Situation withKey(Lab lab) {
        Situation situation = new Situation(lab);
        return situation
                .set("client-id", CLIENT_ID)
                .set("client-type", "confidential-asymmetric")
                .set("private-key", situation.keys().privateKeyPem())
                .set("kid", situation.keys().kid())
                .publish(situation.keys().jwks());
    }

    private static Situation key(Lab lab) {
        return application(withKey(lab));
    }

    private static Situation secret(Lab lab) {
        return application(new Situation(lab))
                .set("client-type", "confidential-symmetric")
                .set("client-secret", SECRET_VALUE)
                .register(SandboxClient.secretClient(CLIENT_ID, SECRET_VALUE, Situation.REDIRECT_URI));
    }

    private static Situation publicApplication(Lab lab) {
        return application(new Situation(lab))
                .set("client-type", "public")
                .register(SandboxClient.publicClient(CLIENT_ID, Situation.REDIRECT_URI));
    }

    private static Situation application(Situation situation) {
        return situation
                .set("client-id", CLIENT_ID)
                .set("redirect-uri", Situation.REDIRECT_URI)
                .set("scopes", LAUNCH_SCOPES);
    }
}
