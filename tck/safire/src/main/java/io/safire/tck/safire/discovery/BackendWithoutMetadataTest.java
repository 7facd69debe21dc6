package io.safire.tck.safire.discovery;

import static io.safire.tck.support.TckContext.resetServer;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.diagnosis.CheckResult;
import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.DiagnosisMode;
import io.safire.diagnosis.DiagnosisOptions;
import io.safire.diagnosis.Finding;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.bearer.WarningLog;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.AccessToken;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Collections;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A backend service whose only configured endpoint is the token endpoint. */
@SharedApplication("transport")
@Tag("discovery")
@ArquillianTest
public class BackendWithoutMetadataTest {

    private static final String FIXED = "nometa-fixed";
    private static final String DISCOVERED = "nometa-discovered";

    @Inject
    SmartClients clients;

    @Inject
    WarningLog log;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(BackendWithoutMetadataTest.class).with(WarningLog.class);
        for (String name : new String[] {FIXED, DISCOVERED}) {
            archive.server(name, "confidential-asymmetric")
                    .set(name, "redirect-uri", "")
                    .set(name, "private-key", TestKeys.pem(TestKeys.RSA))
                    .set(name, "kid", "rsa-1")
                    .set(name, "scopes", "system/Patient.rs");
        }
        return archive.setUrl(FIXED, "token-endpoint", FIXED, "/auth/token").build();
    }

    @Test
    @Assertion(id = "smart-2.2.0/264")
    void getsTokenWithoutDiscovery() {
        SandboxServer ehr = serverWithoutMetadata(FIXED);
        SmartClient client = clients.client(FIXED);
        AccessToken token = client.accessToken();
        URI patient = URI.create(ehr.fhirBase() + "/Patient/pat-1");
        assertThat(client.resources().authorization(token, patient)).isPresent();
        assertThat(client.requestToken().accessToken().value()).isNotEqualTo(token.value());
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
        assertThat(ehr.requests(Endpoint.TOKEN)).isNotEmpty();
        assertThat(log.warningsAbout(FIXED)).isEmpty();
    }

    @Test
    void diagnosesServerWithoutMetadata() {
        serverWithoutMetadata(FIXED);
        Diagnosis diagnosis = diagnose(FIXED);
        assertThat(diagnosis.isHealthy()).as(diagnosis.toText()).isTrue();
        assertThat(check(diagnosis, "SD-D01").findings())
                .extracting(Finding::id)
                .containsExactly("SAFIRE-2290");
        assertThat(check(diagnosis, "SD-T02").notRunReason()).isEmpty();
        assertThat(check(diagnosis, "SD-D02").notRunReason().orElseThrow()).contains("requires no SMART configuration");
    }

    @Test
    void diagnosesMissingMetadataThatIsRequired() {
        serverWithoutMetadata(DISCOVERED);
        Diagnosis diagnosis = diagnose(DISCOVERED);
        assertThat(diagnosis.isHealthy()).isFalse();
        assertThat(check(diagnosis, "SD-T02").notRunReason()).isPresent();
    }

    private static SandboxServer serverWithoutMetadata(String name) {
        SandboxServer ehr = resetServer(name);
        ehr.script(
                Endpoint.SMART_CONFIGURATION,
                Collections.nCopies(20, ScriptedResponse.status(404)).toArray(ScriptedResponse[]::new));
        return ehr;
    }

    private Diagnosis diagnose(String name) {
        return clients.client(name).diagnose(DiagnosisOptions.defaults().withMode(DiagnosisMode.TOKEN));
    }

    private static CheckResult check(Diagnosis diagnosis, String id) {
        return diagnosis.checks().stream()
                .filter(result -> result.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
