package io.safire.impl.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.impl.config.HttpSettings;
import io.safire.impl.transport.TransportFailure.Kind;
import io.safire.sandbox.Sandbox;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.Response;
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
class ClientCertificateTest {

    private final Sandbox sandbox = Sandbox.start();
    private final SandboxControl control = SandboxControl.at(sandbox.control());

    @AfterEach
    void close() {
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void certificateIsPresented(String protocol) throws IOException, GeneralSecurityException {
        SandboxServer ehr = control.openMutualTls("mutual", protocol);
        List<Direct> connections = connections(TlsSettings.presenting(control, "growth-chart"));
        for (Direct connection : connections) {
            assertThat(get(connection, ehr.smartConfiguration()).getStatus()).isEqualTo(200);
        }
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION))
                .hasSize(connections.size())
                .extracting(RecordedRequest::clientCertificate)
                .containsOnly("CN=growth-chart");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void serverThatWantsAnotherOneOrOneAtAllRefusesTheHandshake(String protocol)
            throws IOException, GeneralSecurityException {
        SandboxServer ehr = control.openMutualTls("mutual", protocol);
        for (Direct connection : connections(TlsSettings.trusting(control))) {
            assertFailure(connection, ehr.smartConfiguration(), Kind.HANDSHAKE_REFUSED, "bad_certificate");
        }
        for (Direct connection : connections(TlsSettings.presentingUnknown(control))) {
            assertFailure(connection, ehr.smartConfiguration(), Kind.HANDSHAKE_REFUSED, "certificate_unknown");
        }
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
    }

    @Test
    void serverThatIsNotTrustedRefusesNothing() {
        SandboxServer ehr = control.openMutualTls("mutual", "TLSv1.3");
        for (Direct connection : connections(HttpTransportTest.SETTINGS)) {
            assertFailure(connection, ehr.smartConfiguration(), Kind.TLS, "certification path");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void serverThatHangsUpWithinTheHandshakeNeverSawTheRequest(boolean reset)
            throws IOException, GeneralSecurityException {
        for (Direct connection : connections(TlsSettings.trusting(control))) {
            try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
                Thread serving = new Thread(() -> hangUp(server, reset));
                serving.setDaemon(true);
                serving.start();
                URI address = URI.create("https://localhost:" + server.getLocalPort());
                assertFailure(connection, address, Kind.HANDSHAKE_BROKEN, "");
            }
        }
    }

    /**
     * Accepts repeatedly, because an HTTP client may retry. Closing a socket with unread bytes resets the connection.
     */
    private static void hangUp(ServerSocket server, boolean reset) {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.getInputStream().read(new byte[reset ? 1 : 1 << 14]);
            } catch (IOException closed) {
                // the test ends
            }
        }
    }

    private static void assertFailure(Direct connection, URI address, Kind kind, String words) {
        TransportFailure failure = null;
        try {
            get(connection, address);
        } catch (IOException thrown) {
            failure = FailureReader.read(thrown, address);
        }
        assertThat(failure).as(connection.getClass().getSimpleName()).isNotNull();
        assertThat(failure.kind()).as(failure.description()).isEqualTo(kind);
        assertThat(failure.description()).contains(words);
        assertThat(kind.neverSent()).isTrue();
    }

    private static List<Direct> connections(HttpSettings settings) {
        return List.of(new ApacheSender(settings));
    }

    private static Response get(Direct connection, URI address) throws IOException {
        return connection.send("GET", address, new MultivaluedHashMap<>(), new byte[0], HttpTransport.MOST_BYTES);
    }
}
