package io.safire.impl.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.sandbox.Sandbox;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ServerCertificate;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** TLS on a connection of its own: certificate and host are checked before anything is sent. */
class OwnTlsConnectionTest {

    private final Sandbox sandbox = Sandbox.start();
    private final SandboxControl control = SandboxControl.at(sandbox.control());

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void eachRequestHasItsOwn() throws IOException, GeneralSecurityException {
        SandboxServer ehr = control.openHttps("valid");
        OwnConnection connection = new OwnConnection(TlsSettings.trusting(control));
        for (int time = 0; time < 3; time++) {
            assertThat(new String(get(connection, ehr.smartConfiguration()), UTF_8))
                    .contains(ehr.tokenEndpoint().toString());
        }
        assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION).stream()
                        .map(RecordedRequest::clientPort)
                        .distinct())
                .hasSize(3);
    }

    @Test
    void certificateThatIsNotGoodIsRefused() throws GeneralSecurityException, IOException {
        OwnConnection connection = new OwnConnection(TlsSettings.trusting(control));
        for (ServerCertificate certificate : ServerCertificate.values()) {
            SandboxServer ehr = control.openHttps("tls-" + certificate, certificate);
            if (certificate != ServerCertificate.VALID) {
                assertThatThrownBy(() -> get(connection, ehr.smartConfiguration()))
                        .as(certificate.name())
                        .isInstanceOf(SSLHandshakeException.class);
                assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
            }
        }
    }

    @Test
    void authorityThatTheJvmDoesNotTrustIsRefused() {
        URI address = control.openHttps("valid").smartConfiguration();
        assertThatThrownBy(() -> get(new OwnConnection(HttpTransportTest.SETTINGS), address))
                .isInstanceOf(SSLHandshakeException.class);
    }

    private static byte[] get(OwnConnection connection, URI address) throws IOException {
        return (byte[]) connection
                .send("GET", address, new MultivaluedHashMap<>(), new byte[0], HttpTransport.MOST_BYTES)
                .getEntity();
    }
}
