package io.safire.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.internal.config.HttpSettings;
import io.safire.internal.http.TransportException.FailureKind;
import io.safire.sandbox.Sandbox;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Client certificates on the connections of the library, and servers that reject them or require one. */
class MutualTlsTest {

    private final Sandbox sandbox = Sandbox.start();
    private final SandboxControl control = SandboxControl.at(sandbox.control());

    @AfterEach
    void close() {
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void presentsClientCertificate(String protocol) throws Exception, GeneralSecurityException {
        SandboxServer ehr = control.openMutualTls("mutual", protocol);
        List<HttpConnector> connections = connectors(TlsSettings.presenting(control, "growth-chart"));
        for (HttpConnector connection : connections) {
            assertThat(get(connection, ehr.smartConfiguration()).status()).isEqualTo(200);
        }
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION))
                .hasSize(connections.size())
                .extracting(RecordedRequest::clientCertificate)
                .containsOnly("CN=growth-chart");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void reportsRefusedHandshakeForMissingOrUnknownCertificate(String protocol)
            throws Exception, GeneralSecurityException {
        SandboxServer ehr = control.openMutualTls("mutual", protocol);
        for (HttpConnector connection : connectors(TlsSettings.trusting(control))) {
            assertFailure(connection, ehr.smartConfiguration(), FailureKind.HANDSHAKE_REFUSED, "bad_certificate");
        }
        for (HttpConnector connection : connectors(TlsSettings.presentingUnknown(control))) {
            assertFailure(connection, ehr.smartConfiguration(), FailureKind.HANDSHAKE_REFUSED, "certificate_unknown");
        }
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
    }

    @Test
    void reportsTlsFailureForUntrustedServer() {
        SandboxServer ehr = control.openMutualTls("mutual", "TLSv1.3");
        for (HttpConnector connection : connectors(HttpTransportTest.SETTINGS)) {
            assertFailure(
                    connection, ehr.smartConfiguration(), FailureKind.CERTIFICATE_UNTRUSTED, "certification path");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void reportsHandshakeAbortedByServer(boolean reset) throws Exception, GeneralSecurityException {
        for (HttpConnector connection : connectors(TlsSettings.trusting(control))) {
            try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
                Thread serving = new Thread(() -> closeDuringHandshake(server, reset));
                serving.setDaemon(true);
                serving.start();
                URI address = URI.create("https://localhost:" + server.getLocalPort());
                assertFailure(connection, address, FailureKind.HANDSHAKE_ABORTED, "");
            }
        }
    }

    /**
     * Accepts connections repeatedly, because an HTTP client may retry. Closing a socket with unread bytes resets the
     * connection.
     */
    private static void closeDuringHandshake(ServerSocket server, boolean reset) {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.getInputStream().read(new byte[reset ? 1 : 1 << 14]);
            } catch (IOException closed) {
                // the test ends
            }
        }
    }

    private static void assertFailure(HttpConnector connector, URI address, FailureKind kind, String message) {
        TransportException failure = null;
        try {
            get(connector, address);
        } catch (Exception thrown) {
            failure = ExceptionClassifier.classify(thrown, address);
        }
        assertThat(failure).as(connector.getClass().getSimpleName()).isNotNull();
        assertThat(failure.kind()).as(failure.description()).isEqualTo(kind);
        assertThat(failure.description()).contains(message);
        assertThat(kind.neverSent()).isTrue();
    }

    private static List<HttpConnector> connectors(HttpSettings settings) {
        return List.of(new ApacheHttpConnector(settings, false));
    }

    private static InboundResponse get(HttpConnector connector, URI address) throws Exception {
        return connector.exchange(OutboundRequest.get(address, null));
    }
}
