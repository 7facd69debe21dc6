package io.safire.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.sandbox.Sandbox;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ServerCertificate;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests that a client verifies the certificate and the host name before it sends a request over TLS. */
class ApacheHttpConnectorTlsTest {

    private final Sandbox sandbox = Sandbox.start();
    private final SandboxControl control = SandboxControl.at(sandbox.control());

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void opensConnectionForEachRequestThatClosesIt() throws Exception, GeneralSecurityException {
        SandboxServer ehr = control.openHttps("valid");
        ApacheHttpConnector connection = new ApacheHttpConnector(TlsSettings.trusting(control), true);
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
    void rejectsInvalidServerCertificate() throws GeneralSecurityException, IOException {
        ApacheHttpConnector connection = new ApacheHttpConnector(TlsSettings.trusting(control), true);
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
    void rejectsUntrustedCertificateAuthority() {
        URI address = control.openHttps("valid").smartConfiguration();
        assertThatThrownBy(() -> get(new ApacheHttpConnector(HttpTransportTest.SETTINGS, true), address))
                .isInstanceOf(SSLHandshakeException.class);
    }

    private static byte[] get(ApacheHttpConnector connector, URI address) throws Exception {
        return connector.exchange(OutboundRequest.get(address, null)).body();
    }
}
