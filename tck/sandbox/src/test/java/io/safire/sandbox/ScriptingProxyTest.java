package io.safire.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RawResponse;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.sandbox.control.ServerCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScriptingProxyTest {

    private final Sandbox sandbox = Sandbox.start();
    private final SandboxControl control = SandboxControl.at(sandbox.control());
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void forwardsUnscriptedRequestsAndCountsConnections() throws IOException, InterruptedException {
        SandboxServer server = control.openRaw("front");
        for (int time = 0; time < 3; time++) {
            assertThat(get(http, server.smartConfiguration()).body())
                    .contains(server.tokenEndpoint().toString());
        }
        assertThat(server.requests(Endpoint.SMART_CONFIGURATION)).hasSize(3);
        assertThat(server.openConnections()).isEqualTo(1);
        assertThatThrownBy(() -> control.open("plain").openConnections()).hasMessageContaining("400");
    }

    @Test
    void sendsScriptedBytesAndResetsConnection() throws IOException, InterruptedException {
        SandboxServer server = control.openRaw("front");
        server.script(
                Endpoint.SMART_CONFIGURATION,
                ScriptedResponse.raw(RawResponse.begin()
                        .send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n")
                        .repeat("ab", 2, Duration.ofMillis(1))),
                ScriptedResponse.raw(RawResponse.begin()
                        .send("HTTP/1.1 100 Continue\r\n\r\n")
                        .passThrough()));
        assertThat(get(http, server.smartConfiguration()).body()).isEqualTo("abab");
        assertThat(get(http, server.smartConfiguration()).statusCode()).isEqualTo(200);
        assertThat(server.requests(Endpoint.SMART_CONFIGURATION)).hasSize(2);
        ScriptedResponse reset = ScriptedResponse.raw(RawResponse.beforeBody().reset());
        // the JDK's client retries a reset request
        server.script(Endpoint.SMART_CONFIGURATION, reset, reset, reset, reset, reset, reset);
        assertThatThrownBy(() -> get(http, server.smartConfiguration())).isInstanceOf(IOException.class);
    }

    @Test
    void endsHoldWhenClientCloses() throws IOException, InterruptedException {
        SandboxServer server = control.openRaw("front");
        server.script(
                Endpoint.SMART_CONFIGURATION,
                ScriptedResponse.raw(RawResponse.begin().hold(Duration.ofHours(1))));
        HttpRequest shortTimeout = HttpRequest.newBuilder(server.smartConfiguration())
                .timeout(Duration.ofSeconds(1))
                .build();
        assertThatThrownBy(() -> http.send(shortTimeout, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (server.openConnections() > 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(server.openConnections()).isZero();
    }

    @Test
    void presentsCertificateOfRequestedKind() throws IOException, InterruptedException, GeneralSecurityException {
        HttpClient trusting =
                HttpClient.newBuilder().sslContext(ClientTls.trusting(control)).build();
        for (ServerCertificate certificate : ServerCertificate.values()) {
            URI address = control.openHttps("tls-" + certificate, certificate).smartConfiguration();
            if (certificate == ServerCertificate.VALID) {
                assertThat(get(trusting, address).statusCode()).isEqualTo(200);
            } else {
                assertThatThrownBy(() -> get(trusting, address))
                        .as(certificate.name())
                        .isInstanceOf(SSLHandshakeException.class);
            }
        }
    }

    private static HttpResponse<String> get(HttpClient http, URI address) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }
}
