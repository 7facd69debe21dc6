package io.safire.example;

import io.safire.sandbox.ClientKeyPair;
import io.safire.sandbox.Sandbox;
import io.safire.sandbox.control.BulkPlan;
import io.safire.sandbox.control.BulkVersion;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
import java.io.IOException;
import java.nio.file.Files;

/** Runs {@link NightlyJob} against a simulated EHR with 10,000 patients. */
public class NightlyJobDemo {

    private static final String KID = "2026-01";

    private NightlyJobDemo() {}

    /**
     * Runs the demonstration in a temporary folder.
     *
     * @param arguments ignored
     * @throws IOException if a file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        try (Sandbox sandbox = Sandbox.start()) {
            SandboxServer ehr = SandboxControl.at(sandbox.control()).open("ehr");
            ClientKeyPair keys = ClientKeyPair.generate(KID);
            ehr.registerClient(SandboxClient.keyClient("nightly-job", keys.jwks(), ""));
            ehr.setBulkPlan(BulkPlan.version(BulkVersion.STU3)
                    .polls(3)
                    .patients(10_000)
                    .observationsPerPatient(12)
                    .filesPerType(4));
            System.setProperty("safire.base-url", ehr.fhirBase().toString());
            System.setProperty("safire.client-id", "nightly-job");
            System.setProperty("safire.client-type", "confidential-asymmetric");
            System.setProperty("safire.private-key", keys.privateKeyPem());
            System.setProperty("safire.kid", KID);
            System.setProperty("safire.scopes", "system/*.rs");
            NightlyJob.main(new String[] {
                "group-1", Files.createTempDirectory("nightly-job").toString()
            });
        }
    }
}
