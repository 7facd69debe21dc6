package io.safire.tck.safire.transport;

import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.safire.CloseableSmartClient;
import io.safire.SmartClientSettings;
import io.safire.SmartClients;
import io.safire.diagnosis.Finding;
import io.safire.error.NetworkException;
import io.safire.sandbox.control.ConnectProxy;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.SharedApplication;
import io.safire.tck.inject.TenantSettings;
import io.safire.tck.support.TckArchive;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Requests through an HTTP proxy, with the settings {@code proxy.*} and with the settings of the JVM. */
@SharedApplication("transport")
@Tag("transport")
@ArquillianTest
public class ProxyTest {

    private static final String USER = "growth-chart";
    private static final String PASSWORD = "opens-the-proxy";

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(ProxyTest.class)
                .with(TenantSettings.class)
                .withAuthority()
                .httpsServer("proxied", "public")
                .httpsServer("proxied-exception", "public")
                .httpsServer("proxied-407", "public")
                .httpsServer("proxied-refused", "public")
                .httpsServer("proxied-jvm", "public")
                .server("proxied-plain", "public")
                .build();
    }

    @Test
    void sendsAllRequestsThroughTunnel() {
        SandboxServer ehr = resetServer("proxied");
        try (ConnectProxy proxy = ConnectProxy.start().requireCredentials(USER, PASSWORD);
                CloseableSmartClient client = clients.create(settings(ehr, proxy)
                        .set("proxy.user", USER)
                        .set("proxy.password", PASSWORD)
                        .build())) {
            assertThat(launch(client, ehr).accessToken().value()).isNotBlank();
            assertThat(proxy.requests())
                    .hasSizeGreaterThanOrEqualTo(2)
                    .containsOnly("CONNECT localhost:" + ehr.fhirBase().getPort() + " HTTP/1.1");
            assertThat(proxy.received()).doesNotContain(TenantSettings.SECRET, "grant_type");
            assertThat(ehr.requests(Endpoint.TOKEN)).singleElement().satisfies(request -> assertThat(
                            request.headers().keySet())
                    .noneMatch(name -> name.startsWith("proxy-")));
        }
    }

    @Test
    void sendsPlainRequestsInAbsoluteForm() {
        SandboxServer ehr = resetServer("proxied-plain");
        try (ConnectProxy proxy = ConnectProxy.start();
                CloseableSmartClient client =
                        clients.create(settings(ehr, proxy).build())) {
            assertThat(launch(client, ehr).accessToken().value()).isNotBlank();
            assertThat(proxy.requests())
                    .contains(
                            "GET " + ehr.smartConfiguration() + " HTTP/1.1",
                            "POST " + ehr.tokenEndpoint() + " HTTP/1.1");
        }
    }

    @Test
    void sendsNoRequestForExceptionToProxy() {
        SandboxServer ehr = resetServer("proxied-exception");
        try (ConnectProxy proxy = ConnectProxy.start();
                CloseableSmartClient client = clients.create(settings(ehr, proxy)
                        .set("proxy.exceptions", "other.example, localhost")
                        .build())) {
            assertThat(launch(client, ehr).accessToken().value()).isNotBlank();
            assertThat(proxy.requests()).isEmpty();
        }
    }

    @Test
    void namesProxyAndCredentialsAfter407() {
        SandboxServer ehr = resetServer("proxied-407");
        try (ConnectProxy proxy = ConnectProxy.start().requireCredentials(USER, PASSWORD);
                CloseableSmartClient client =
                        clients.create(settings(ehr, proxy).build())) {
            assertFailure(client, ehr, proxy, "SAFIRE-2451", "without credentials");
        }
        try (ConnectProxy proxy = ConnectProxy.start().requireCredentials(USER, PASSWORD);
                CloseableSmartClient client = clients.create(settings(ehr, proxy)
                        .set("proxy.user", USER)
                        .set("proxy.password", "of-another-proxy")
                        .build())) {
            assertFailure(client, ehr, proxy, "SAFIRE-2451", "SmartClientSettings.proxy.password");
        }
    }

    @Test
    void namesProxyThatRefusesTunnel() {
        SandboxServer ehr = resetServer("proxied-refused");
        Map<Integer, String> ids = new TreeMap<>(Map.of(
                403, "SAFIRE-2452", 405, "SAFIRE-2452", 502, "SAFIRE-2453", 503, "SAFIRE-2453", 504, "SAFIRE-2453"));
        ids.forEach((status, id) -> {
            try (ConnectProxy proxy = ConnectProxy.start().respondWith(status);
                    CloseableSmartClient client =
                            clients.create(settings(ehr, proxy).build())) {
                assertFailure(client, ehr, proxy, id, "HTTP " + status);
            }
        });
        ConnectProxy stopped = ConnectProxy.start();
        stopped.close();
        try (CloseableSmartClient client = clients.create(settings(ehr, stopped).build())) {
            assertFailure(client, ehr, stopped, "SAFIRE-2450", "SmartClientSettings.proxy.port");
        }
    }

    @Test
    void usesProxyOfJvmOnEachRuntime() {
        SandboxServer ehr = resetServer("proxied-jvm");
        ProxySelector original = ProxySelector.getDefault();
        try (ConnectProxy proxy = ConnectProxy.start();
                CloseableSmartClient client = clients.create(TenantSettings.symmetric(ehr)
                        .set("trust-store.location", "classpath:sandbox-ca.pem")
                        .build())) {
            ProxySelector.setDefault(selector(original, ehr.fhirBase().getPort(), proxy));
            assertThat(launch(client, ehr).accessToken().value()).isNotBlank();
            assertThat(proxy.requests())
                    .hasSizeGreaterThanOrEqualTo(2)
                    .containsOnly("CONNECT localhost:" + ehr.fhirBase().getPort() + " HTTP/1.1");
        } finally {
            ProxySelector.setDefault(original);
        }
    }

    /** Selects the proxy only for one port, because other code in this JVM sends requests too. */
    private static ProxySelector selector(ProxySelector original, int port, ConnectProxy proxy) {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI target) {
                return target.getPort() == port
                        ? List.of(new Proxy(
                                Proxy.Type.HTTP, InetSocketAddress.createUnresolved("localhost", proxy.port())))
                        : original.select(target);
            }

            @Override
            public void connectFailed(URI target, SocketAddress address, IOException failure) {
                original.connectFailed(target, address, failure);
            }
        };
    }

    private static void assertFailure(
            CloseableSmartClient client, SandboxServer ehr, ConnectProxy proxy, String id, String text) {
        NetworkException failure = catchThrowableOfType(NetworkException.class, client::metadata);
        assertThat(failure.findings()).extracting(Finding::id).containsExactly(id);
        assertThat(failure)
                .hasMessageContaining("localhost:" + proxy.port())
                .hasMessageContaining(text)
                .hasMessageNotContaining(ehr.fhirBase().getPath())
                .hasMessageNotContaining("trust-store")
                .hasMessageNotContaining(PASSWORD)
                .hasMessageNotContaining("of-another-proxy");
        assertThat(failure.notSent()).isTrue();
        assertThat(client.diagnose().findings()).extracting(Finding::id).contains(id);
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
    }

    private static SmartClientSettings.Builder settings(SandboxServer ehr, ConnectProxy proxy) {
        return TenantSettings.symmetric(ehr)
                .name("behind-proxy")
                .set("trust-store.location", "classpath:sandbox-ca.pem")
                .set("proxy.host", "localhost")
                .set("proxy.port", String.valueOf(proxy.port()));
    }
}
