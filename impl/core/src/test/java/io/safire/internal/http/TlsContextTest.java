package io.safire.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.sandbox.Sandbox;
import io.safire.sandbox.control.SandboxControl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;

/** The tests run in a JVM that enables TLS 1.0 and 1.1; see the configuration of Surefire. */
class TlsContextTest {

    private static final String[] ALLOWED_VERSIONS = {"TLSv1.3", "TLSv1.2"};

    @Test
    void enablesTls12AndLaterOnly() throws Exception {
        assertThat(SSLContext.getDefault().createSSLEngine().getEnabledProtocols())
                .contains("TLSv1.1");
        assertRestricted(new TlsContext(HttpTransportTest.SETTINGS).context());
        try (Sandbox sandbox = Sandbox.start()) {
            SandboxControl control = SandboxControl.at(sandbox.control());
            assertRestricted(new TlsContext(TlsSettings.trusting(control)).context());
        }
    }

    private static void assertRestricted(SSLContext context) throws IOException, GeneralSecurityException {
        assertThat(context.getDefaultSSLParameters().getProtocols()).containsExactly(ALLOWED_VERSIONS);
        assertThat(context.getSupportedSSLParameters().getProtocols()).containsExactly(ALLOWED_VERSIONS);
        for (SSLEngine engine : List.of(context.createSSLEngine(), context.createSSLEngine("as.example", 443))) {
            assertThat(engine.getEnabledProtocols()).containsExactly(ALLOWED_VERSIONS);
        }
        for (SSLSocket socket : sockets(context.getSocketFactory())) {
            assertThat(socket.getEnabledProtocols()).containsExactly(ALLOWED_VERSIONS);
            socket.close();
        }
    }

    private static List<SSLSocket> sockets(SSLSocketFactory factory) throws IOException {
        InetAddress local = InetAddress.getLoopbackAddress();
        try (ServerSocket server = new ServerSocket(0, 10, local)) {
            int port = server.getLocalPort();
            List<Socket> sockets = new ArrayList<>();
            sockets.add(factory.createSocket());
            sockets.add(factory.createSocket(new Socket(local, port), "as.example", port, true));
            sockets.add(factory.createSocket(new Socket(local, port), null, true));
            sockets.add(factory.createSocket(local.getHostAddress(), port));
            sockets.add(factory.createSocket(local.getHostAddress(), port, local, 0));
            sockets.add(factory.createSocket(local, port));
            sockets.add(factory.createSocket(local, port, local, 0));
            return sockets.stream().map(SSLSocket.class::cast).toList();
        }
    }
}
