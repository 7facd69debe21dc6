package io.safire.tck.area.backend;

import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** HTTPS, certificates, redirects and repeated attempts of client credentials requests. */
@SharedApplication("protocol")
@Tag("backend")
@ArquillianTest
public class BackendTransportTest {

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(BackendTransportTest.class).withAuthority();
        for (String name : List.of("job-trusted", "job-plain", "job-loopback")) {
            archive.httpsServer(name, "confidential-asymmetric")
                    .set(name, "trust-store.location", "classpath:sandbox-ca.pem");
        }
        archive.httpsServer("job-untrusted", "confidential-asymmetric")
                .setUrl("job-untrusted", "authorization-endpoint", "job-untrusted", "/auth/authorize")
                .setUrl("job-untrusted", "token-endpoint", "job-untrusted", "/auth/token");
        List<String> httpServers = List.of("job-target", "job-redirecting", "job-repeating");
        httpServers.forEach(name -> archive.server(name, "confidential-asymmetric"));
        for (String name : List.of(
                "job-trusted",
                "job-plain",
                "job-loopback",
                "job-untrusted",
                "job-target",
                "job-redirecting",
                "job-repeating")) {
            archive.set(name, "private-key", TestKeys.pem(TestKeys.EC))
                    .set(name, "kid", "ec-1")
                    .set(name, "scopes", "system/*.rs");
        }
        return archive.build();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/230", "smart-2.2.0/318"})
    void requestsNoTokenOverUntrustedCertificate() {
        SandboxServer untrusted = resetServer("job-untrusted");
        Throwable outcome = catchThrowable(() -> clients.client("job-untrusted").requestToken());
        assertThat(untrusted.requests(Endpoint.TOKEN)).isEmpty();
        assertThat(outcome).isInstanceOf(NetworkException.class);
        SandboxServer trusted = resetServer("job-trusted");
        assertThat(clients.client("job-trusted").requestToken().accessToken().value())
                .isNotBlank();
        assertThat(trusted.requests(Endpoint.TOKEN)).hasSize(1);
    }

    @Test
    @Assertion(id = {"smart-2.2.0/1", "smart-2.2.0/230", "smart-2.2.0/318"})
    void sendsNoAssertionToHttpEndpoint() {
        SandboxServer loopback = resetServer("job-target");
        Map<String, String> endpoints = Map.of(
                "job-plain",
                "http://as.hospital.example/token",
                "job-loopback",
                loopback.tokenEndpoint().toString());
        endpoints.forEach((name, endpoint) -> {
            resetServer(name)
                    .patchMetadata(SandboxJson.createObjectBuilder()
                            .add("token_endpoint", endpoint)
                            .build());
            Throwable outcome = catchThrowable(() -> clients.client(name).requestToken());
            assertThat(loopback.requests(Endpoint.TOKEN)).isEmpty();
            assertThat(outcome).as(name).isInstanceOf(DiscoveryException.class);
        });
    }

    @Test
    @Assertion(id = "smart-2.2.0/1")
    void sendsNoAssertionToTargetOfRedirect() {
        SandboxServer ehr = resetServer("job-redirecting");
        SandboxServer target = resetServer("job-target");
        SmartClient client = clients.client("job-redirecting");
        for (int status : List.of(301, 302, 303, 307, 308)) {
            ehr.script(
                    Endpoint.TOKEN,
                    ScriptedResponse.status(status)
                            .header("Location", target.tokenEndpoint().toString()));
            Throwable outcome = catchThrowable(client::requestToken);
            assertThat(target.requests(Endpoint.TOKEN)).as("HTTP " + status).isEmpty();
            assertThat(outcome).as("HTTP " + status).isInstanceOf(SmartException.class);
        }
        assertThat(client.requestToken().accessToken().value()).isNotBlank();
    }

    /** An implementation may repeat the request itself, or leave this to the application. */
    @Test
    @Assertion(id = {"smart-2.2.0/233", "smart-2.2.0/319", "smart-2.2.0/332"})
    void signsNewAssertionForEachAttempt() {
        SandboxServer ehr = resetServer("job-repeating");
        SmartClient client = clients.client("job-repeating");
        assertEach(
                Map.of("status 503", ScriptedResponse.status(503), "dropped connection", ScriptedResponse.drop()),
                fault -> {
                    ehr.script(Endpoint.TOKEN, fault);
                    Throwable outcome = catchThrowable(client::requestToken);
                    assertThat(outcome == null || outcome instanceof SmartException)
                            .isTrue();
                    client.requestToken();
                });
        assertThat(ehr.requests(Endpoint.TOKEN))
                .hasSizeGreaterThanOrEqualTo(4)
                .map(request -> request.assertionClaims().getString("jti"))
                .doesNotHaveDuplicates();
    }

    @Test
    @Assertion(id = "smart-2.2.0/1")
    void readsNoMetadataOverUntrustedCertificate() {
        resetServer("job-trusted");
        assertThat(clients.client("job-trusted").metadata().tokenEndpoint()).isPresent();
        assertThatThrownBy(() -> clients.client("job-untrusted").metadata()).isInstanceOf(NetworkException.class);
    }
}
