package io.safire.realproxy;

import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.safire.CloseableSmartClient;
import io.safire.SmartClientSettings;
import io.safire.SmartClients;
import io.safire.diagnosis.Finding;
import io.safire.error.NetworkException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.inject.TenantSettings;
import io.safire.tck.support.TckArchive;
import jakarta.inject.Inject;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * Requests through a real HTTP proxy, tinyproxy. The class is not in a package of the TCK, because a developer may not
 * have installed tinyproxy. The build of a change requires it.
 */
@ArquillianTest
public class RealProxyTest {

    private static final int HTTPS_PORT = 443;

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(RealProxyTest.class)
                .with(TenantSettings.class, Tinyproxy.class)
                .withAuthority()
                .httpsServer("tinyproxy", "public")
                .httpsServer("tinyproxy-407", "public")
                .httpsServer("tinyproxy-refused", "public")
                .build();
    }

    @Test
    void completesLaunchThroughTinyproxy() {
        assumeTrue(Tinyproxy.isRequired());
        SandboxServer ehr = resetServer("tinyproxy");
        int port = ehr.fhirBase().getPort();
        try (Tinyproxy proxy = Tinyproxy.start(port);
                CloseableSmartClient client =
                        clients.create(withCredentials(ehr, proxy).build())) {
            assertThat(launch(client, ehr).accessToken().value()).isNotBlank();
            assertThat(proxy.log())
                    .filteredOn(line -> line.contains("CONNECT localhost:" + port))
                    .hasSizeGreaterThanOrEqualTo(2);
            assertThat(ehr.requests(Endpoint.TOKEN)).singleElement().satisfies(request -> assertThat(
                            request.headers().keySet())
                    .noneMatch(name -> name.startsWith("proxy-")));
        }
    }

    @Test
    void namesTinyproxyThatRequiresCredentials() {
        assumeTrue(Tinyproxy.isRequired());
        SandboxServer ehr = resetServer("tinyproxy-407");
        try (Tinyproxy proxy = Tinyproxy.start(ehr.fhirBase().getPort());
                CloseableSmartClient client =
                        clients.create(settings(ehr, proxy).build())) {
            assertFailure(client, ehr, proxy, "SAFIRE-2451");
        }
    }

    @Test
    void namesTinyproxyThatRefusesTunnel() {
        assumeTrue(Tinyproxy.isRequired());
        SandboxServer ehr = resetServer("tinyproxy-refused");
        try (Tinyproxy proxy = Tinyproxy.start(HTTPS_PORT);
                CloseableSmartClient client =
                        clients.create(withCredentials(ehr, proxy).build())) {
            assertFailure(client, ehr, proxy, "SAFIRE-2452");
        }
    }

    private static void assertFailure(CloseableSmartClient client, SandboxServer ehr, Tinyproxy proxy, String id) {
        NetworkException failure = catchThrowableOfType(NetworkException.class, client::metadata);
        assertThat(failure.findings()).extracting(Finding::id).containsExactly(id);
        assertThat(failure)
                .hasMessageContaining("localhost:" + proxy.port())
                .hasMessageNotContaining(ehr.fhirBase().getPath())
                .hasMessageNotContaining(Tinyproxy.PASSWORD);
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
    }

    private static SmartClientSettings.Builder withCredentials(SandboxServer ehr, Tinyproxy proxy) {
        return settings(ehr, proxy).set("proxy.user", Tinyproxy.USER).set("proxy.password", Tinyproxy.PASSWORD);
    }

    private static SmartClientSettings.Builder settings(SandboxServer ehr, Tinyproxy proxy) {
        return TenantSettings.symmetric(ehr)
                .name("behind-proxy")
                .set("trust-store.location", "classpath:sandbox-ca.pem")
                .set("proxy.host", "localhost")
                .set("proxy.port", String.valueOf(proxy.port()));
    }
}
