package io.safire.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RawResponse;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of servers that require client certificates, with TLS 1.2 and TLS 1.3. */
class MutualTlsServerTest {

    private static final String PASSWORD = "opens-it";

    private final Sandbox sandbox = Sandbox.start();
    private final SandboxControl control = SandboxControl.at(sandbox.control());

    @AfterEach
    void close() {
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void recordsCertificateSubjectOfEachRequest(String protocol)
            throws IOException, InterruptedException, GeneralSecurityException {
        SandboxServer server = control.openMutualTls("mutual", protocol);
        HttpClient client = client(presenting(control.clientKeyStore("growth-chart", PASSWORD)));
        assertThat(get(client, server).body()).contains(server.tokenEndpoint().toString());
        server.script(
                Endpoint.SMART_CONFIGURATION,
                ScriptedResponse.raw(RawResponse.begin().send("HTTP/1.1 204 None\r\n\r\n")));
        assertThat(get(client, server).statusCode()).isEqualTo(204);
        assertThat(server.requests(Endpoint.SMART_CONFIGURATION))
                .hasSize(2)
                .extracting(RecordedRequest::clientCertificate)
                .containsOnly("CN=growth-chart");
        SandboxServer other = control.openHttps("other");
        get(client, other);
        assertThat(other.requests(Endpoint.SMART_CONFIGURATION))
                .extracting(RecordedRequest::clientCertificate)
                .containsExactly("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void rejectsOtherClientsWithAlert(String protocol) throws IOException, GeneralSecurityException {
        SandboxServer server = control.openMutualTls("mutual", protocol);
        assertRejected(ClientTls.trusting(control), server, "bad_certificate");
        assertRejected(
                presenting(control.untrustedClientKeyStore("growth-chart", PASSWORD)), server, "certificate_unknown");
    }

    private static void assertRejected(SSLContext tls, SandboxServer server, String alert) {
        assertThatThrownBy(() -> get(client(tls), server))
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining(alert);
        assertThat(server.requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
    }

    private SSLContext presenting(byte[] keyStore) throws IOException, GeneralSecurityException {
        return ClientTls.presenting(control, keyStore, PASSWORD);
    }

    private static HttpClient client(SSLContext tls) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tls)
                .build();
    }

    private static HttpResponse<String> get(HttpClient client, SandboxServer server)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(server.smartConfiguration()).build(), HttpResponse.BodyHandlers.ofString());
    }
}
