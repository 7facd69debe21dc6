package io.safire.weld;

import static io.safire.tck.support.TckContext.resetServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.safire.SmartClients;
import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.Launch;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.sandbox.control.ServerCertificate;
import io.safire.tck.support.SandboxSession;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import jakarta.inject.Inject;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * HTTPS servers whose hosts have names. The hosts file of this runner resolves the names to this machine. The
 * certificate of the servers is for {@code ehr.example} only.
 */
@ArquillianTest
public class NamedHostsTest {

    private static final String TOKEN =
            "{\"access_token\":\"named\",\"token_type\":\"bearer\",\"scope\":\"system/*.rs\"}";

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(NamedHostsTest.class).withAuthority();
        List.of("host-named", "host-foreign", "host-insecure").forEach(name -> configure(archive, name, "ehr.example"));
        configure(archive, "host-unnamed", "clinic.example");
        archive.set("host-insecure", "allow-insecure-localhost", "true");
        return archive.build();
    }

    private static void configure(TckArchive archive, String name, String host) {
        SandboxServer ehr = SandboxSession.control().openHttps(name, ServerCertificate.WRONG_HOST);
        archive.set(name, "base-url", "https://" + authority(ehr, host) + "/fhir")
                .set(name, "client-id", "app-" + name)
                .set(name, "client-type", "confidential-asymmetric")
                .set(name, "private-key", TestKeys.pem(TestKeys.EC))
                .set(name, "kid", "ec-1")
                .set(name, "scopes", "system/*.rs")
                .set(name, "redirect-uri", TckArchive.REDIRECT_URI)
                .set(name, "trust-store.location", "classpath:sandbox-ca.pem");
    }

    @Test
    void sendsRequestsToNamedHostsOfMetadata() {
        SandboxServer ehr = resetServer("host-named");
        String authority = authority(ehr, "ehr.example");
        setEndpoints(ehr, "https://" + authority, "https://" + authority);
        ehr.script(Endpoint.TOKEN, ScriptedResponse.status(200).body("application/json", TOKEN));
        clients.client("host-named").requestToken();
        RecordedRequest request = ehr.requests(Endpoint.TOKEN).get(0);
        assertThat(request.header("host")).isEqualTo(authority);
        assertThat(request.assertionClaims().getString("aud")).isEqualTo("https://" + authority + "/auth/token");
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION))
                .singleElement()
                .extracting(metadata -> metadata.header("host"))
                .isEqualTo(authority);

        AuthorizationRequest launch = clients.client("host-named").authorize(Launch.standalone());
        assertThat(launch.uri().toString()).startsWith("https://" + authority + "/auth/authorize?");
        assertThat(launch.parameters()).containsEntry("aud", "https://" + authority + "/fhir");
    }

    @Test
    void rejectsCertificateOfOtherHost() {
        SandboxServer ehr = resetServer("host-unnamed");
        Throwable outcome = catchThrowable(() -> clients.client("host-unnamed").requestToken());
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
        assertThat(outcome)
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("[ehr.example]")
                .hasMessageContaining("The certificate of the server is for another host name.");
    }

    @Test
    void sendsNoAssertionToOtherHostThanThatOfSignIn() {
        SandboxServer ehr = resetServer("host-foreign");
        setEndpoints(ehr, "https://" + authority(ehr, "ehr.example"), "https://" + authority(ehr, "clinic.example"));
        assertRejected(ehr, "host-foreign");
    }

    /** A name that resolves to loopback is not a loopback host. */
    @Test
    void sendsNoAssertionToNamedHostWithoutHttps() {
        SandboxServer ehr = resetServer("host-insecure");
        String authority = authority(ehr, "ehr.example");
        setEndpoints(ehr, "https://" + authority, "http://" + authority);
        assertRejected(ehr, "host-insecure");
    }

    private void assertRejected(SandboxServer ehr, String name) {
        Throwable outcome = catchThrowable(() -> clients.client(name).requestToken());
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).isNotEmpty();
        assertThat(outcome).isInstanceOf(DiscoveryException.class);
    }

    private static void setEndpoints(SandboxServer ehr, String authorization, String token) {
        ehr.patchMetadata(SandboxJson.createObjectBuilder()
                .add("authorization_endpoint", authorization + "/auth/authorize")
                .add("token_endpoint", token + "/auth/token")
                .build());
    }

    private static String authority(SandboxServer ehr, String host) {
        return host + ":" + ehr.fhirBase().getPort();
    }
}
