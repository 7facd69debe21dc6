package io.safire.docs;

import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Samples of client certificates (mutual TLS). */
public class CertificateSamples {

    String presentedCertificate(SandboxControl control, Path keyStore) throws IOException {
        SandboxServer ehr = control.openMutualTls("ehr", "TLSv1.3");
        Files.write(keyStore, control.clientKeyStore("growth-chart", "changeit"));
        // configure the client with ehr.fhirBase() and the key store, and request a token; then:
        String subject = ehr.requests(Endpoint.TOKEN).get(0).clientCertificate();
        return subject;
    }
}
