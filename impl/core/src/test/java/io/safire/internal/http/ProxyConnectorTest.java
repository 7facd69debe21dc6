package io.safire.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.internal.TestServers;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.http.TransportException.FailureKind;
import io.safire.sandbox.Sandbox;
import io.safire.sandbox.control.ConnectProxy;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RawResponse;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.sandbox.control.ServerCertificate;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests through an HTTP proxy, and responses of a proxy that forwards no request. */
class ProxyConnectorTest {

    private final Sandbox sandbox = Sandbox.start();
    private final SandboxControl control = SandboxControl.at(sandbox.control());
    private final ConnectProxy proxy = ConnectProxy.start();
    private final Map<String, String> values = new HashMap<>();

    @TempDir
    Path folder;

    @BeforeEach
    void trustSandbox() throws IOException {
        Path authority = Files.writeString(folder.resolve("ca.pem"), control.caCertificatePem());
        values.put("trust-store.location", authority.toString());
        values.put("proxy.host", "localhost");
        values.put("proxy.port", String.valueOf(proxy.port()));
    }

    @AfterEach
    void close() {
        proxy.close();
        sandbox.close();
    }

    @Test
    void sendsHttpsRequestThroughTunnel() {
        SandboxServer ehr = control.openHttps("tunnel");
        InboundResponse response = send(OutboundRequest.get(ehr.smartConfiguration(), null));
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json().members().getString("token_endpoint")).startsWith("https://");
        assertThat(proxy.requests())
                .containsExactly("CONNECT localhost:" + ehr.smartConfiguration().getPort() + " HTTP/1.1");
    }

    @Test
    void sendsHttpRequestInAbsoluteForm() {
        SandboxServer ehr = control.open("absolute");
        assertThat(send(OutboundRequest.get(ehr.smartConfiguration(), null)).status())
                .isEqualTo(200);
        assertThat(proxy.requests()).containsExactly("GET " + ehr.smartConfiguration() + " HTTP/1.1");
    }

    @Test
    void sendsCredentialsOnlyToProxy() {
        values.put("proxy.user", "growth-chart");
        values.put("proxy.password", "päss:word");
        proxy.requireCredentials("growth-chart", "päss:word");
        for (SandboxServer ehr : List.of(control.open("plain"), control.openHttps("secure"))) {
            OutboundRequest request = OutboundRequest.postForm(
                    ehr.tokenEndpoint(), false, attempt -> attempt.withForm("Basic walnut", "a=ferry"));
            send(request.authenticate());
            assertThat(ehr.requests(Endpoint.TOKEN)).singleElement().satisfies(received -> {
                assertThat(received.headers().keySet()).noneMatch(name -> name.startsWith("proxy-"));
                assertThat(received.header("authorization")).isEqualTo("Basic walnut");
                assertThat(received.parameter("a")).isEqualTo("ferry");
            });
        }
        String tunneled = proxy.received().substring(proxy.received().indexOf("CONNECT "));
        assertThat(tunneled).contains("Proxy-Authorization: Basic ").doesNotContain("walnut", "ferry");
    }

    @ParameterizedTest
    @CsvSource({
        "407, PROXY_AUTHENTICATION",
        "403, PROXY_REFUSED",
        "405, PROXY_REFUSED",
        "502, PROXY_FAILED",
        "503, PROXY_FAILED",
        "504, PROXY_FAILED"
    })
    void namesProxyThatOpensNoTunnel(int status, FailureKind kind) {
        SandboxServer ehr = control.openHttps("refused");
        proxy.respondWith(status);
        assertFailure(ehr.smartConfiguration(), kind, "HTTP " + status);
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
    }

    @Test
    void reportsRejectedCredentialsForPlainRequest() {
        SandboxServer ehr = control.open("plain-407");
        proxy.requireCredentials("growth-chart", "walnut");
        assertFailure(ehr.smartConfiguration(), FailureKind.PROXY_AUTHENTICATION, "without credentials");
        values.put("proxy.user", "growth-chart");
        values.put("proxy.password", "ferry");
        assertFailure(ehr.smartConfiguration(), FailureKind.PROXY_AUTHENTICATION, "rejected credentials");
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
    }

    @Test
    void namesUnreachableProxy() {
        values.put("proxy.port", "1");
        assertFailure(URI.create("https://fhir.example/r4"), FailureKind.PROXY_UNREACHABLE, "localhost:1 ");
        values.put("proxy.host", "proxy.invalid");
        assertFailure(URI.create("https://fhir.example/r4"), FailureKind.PROXY_UNREACHABLE, "host name is unknown");
    }

    @ParameterizedTest
    @CsvSource({"localhost, false", "'other.example, LOCALHOST', false", "*.localhost, true", "host, true"})
    void usesNoProxyForExceptions(String exceptions, boolean proxied) {
        SandboxServer ehr = control.open("exceptions");
        values.put("proxy.exceptions", exceptions);
        send(OutboundRequest.get(ehr.smartConfiguration(), null));
        assertThat(proxy.requests()).hasSize(proxied ? 1 : 0);
    }

    @Test
    void usesProxyOfJvmWithCredentials() {
        values.remove("proxy.host");
        values.remove("proxy.port");
        SandboxServer ehr = control.openHttps("jvm");
        ProxySelector original = ProxySelector.getDefault();
        ProxySelector.setDefault(selector());
        Authenticator.setDefault(new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication("growth-chart", "walnut".toCharArray());
            }
        });
        proxy.requireCredentials("growth-chart", "walnut");
        try {
            assertThat(send(OutboundRequest.get(ehr.smartConfiguration(), null)).status())
                    .isEqualTo(200);
            assertThat(proxy.requests()).hasSize(1);
            Authenticator.setDefault(null);
            assertFailure(
                    ehr.smartConfiguration(),
                    FailureKind.PROXY_AUTHENTICATION,
                    "(the proxy settings of the JVM) failed: it responded to a request without credentials");
        } finally {
            Authenticator.setDefault(null);
            ProxySelector.setDefault(original);
        }
    }

    @Test
    void rejectsCertificateForOtherHostInTunnel() {
        SandboxServer ehr = control.openHttps("other-host", ServerCertificate.WRONG_HOST);
        assertFailure(ehr.smartConfiguration(), FailureKind.CERTIFICATE_NAME, "");
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
    }

    @Test
    void readsChunkedAndTruncatedBodies() {
        SandboxServer ehr = control.openRaw("raw");
        ehr.script(
                Endpoint.SMART_CONFIGURATION,
                raw("Transfer-Encoding: chunked", "3;x=y\r\n{\"a\r\n4\r\n\":1}\r\n0\r\n\r\n"));
        assertThat(new String(
                        send(OutboundRequest.get(ehr.smartConfiguration(), null))
                                .body(),
                        UTF_8))
                .isEqualTo("{\"a\":1}");
        ehr.script(Endpoint.SMART_CONFIGURATION, raw("Content-Length: 50", "{\"a\":1}"));
        assertFailure(ehr.smartConfiguration(), FailureKind.CONNECTION_BROKEN, "The response ended early");
        ehr.script(Endpoint.SMART_CONFIGURATION, raw("Transfer-Encoding: chunked", "x\r\n"));
        assertFailure(ehr.smartConfiguration(), FailureKind.CONNECTION_BROKEN, "malformed chunk");
    }

    private static ScriptedResponse raw(String header, String body) {
        return ScriptedResponse.raw(RawResponse.begin()
                .send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + header + "\r\n\r\n" + body));
    }

    private ProxySelector selector() {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI target) {
                return List.of(
                        new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("localhost", proxy.port())));
            }

            @Override
            public void connectFailed(URI target, SocketAddress address, IOException failure) {}
        };
    }

    private void assertFailure(URI target, FailureKind kind, String description) {
        assertThatThrownBy(() -> send(OutboundRequest.get(target, null)))
                .isInstanceOfSatisfying(TransportException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(kind);
                    assertThat(failure.description()).contains(description).doesNotContain("walnut", "ferry");
                    if (kind.name().startsWith("PROXY")) {
                        assertThat(failure.neverSent()).isTrue();
                    }
                });
    }

    private InboundResponse send(OutboundRequest request) {
        ServerSettings settings = TestServers.epic(values);
        HttpConnector connector =
                new RoutingConnector(settings.http(), new ApacheHttpConnector(settings.http(), false));
        HttpConnections connections = new HttpConnections(connector, connector, new Semaphore(8));
        try (HttpTransport transport = new HttpTransport(
                HttpTransportTest.LOG,
                settings.endpoints().urlPolicy(),
                settings.http().headers(),
                connections)) {
            return transport.send(request);
        }
    }
}
