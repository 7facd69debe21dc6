package io.safire.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/**
 * The server side of mutual TLS. The server sends an alert to clients without a certificate from the sandbox's
 * authority. With TLS 1.2, the alert is sent during the handshake. With TLS 1.3, the alert is sent in place of the
 * response, because the client completes the handshake before the server checks the certificate (RFC 8446, section 2).
 */
final class MutualTlsServer {

    private static final int CLOSE_TIMEOUT_MILLIS = 60_000;

    private final SSLContext context;
    private final String protocol;
    private final boolean required;

    /**
     * Creates the server side for one TLS version.
     *
     * @param context the TLS context with the server's certificate, which trusts the authority of the client
     *     certificates
     * @param protocol the only supported version, such as {@code TLSv1.3}
     */
    MutualTlsServer(SSLContext context, String protocol) {
        this(context, protocol, true);
    }

    private MutualTlsServer(SSLContext context, String protocol, boolean required) {
        this.context = context;
        this.protocol = protocol;
        this.required = required;
    }

    /** Returns a server side that requests a certificate, but also accepts clients without one. */
    static MutualTlsServer optional(SSLContext context) {
        return new MutualTlsServer(context, "TLSv1.3", false);
    }

    SSLSocket accept(Socket client) throws IOException {
        SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(client, null, false);
        secured.setEnabledProtocols(new String[] {protocol});
        if (required) {
            secured.setNeedClientAuth(true);
        } else {
            secured.setWantClientAuth(true);
        }
        client.setSoTimeout(CLOSE_TIMEOUT_MILLIS);
        try {
            secured.startHandshake();
        } catch (IOException rejected) {
            // if data is unread when the socket closes, the connection is reset, and the reset can overtake the alert
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
            throw rejected;
        }
        client.setSoTimeout(0);
        return secured;
    }

    /** Returns the subject of the client's certificate, or an empty string if the connection does not use TLS. */
    static String subjectOf(Socket client) {
        try {
            return client instanceof SSLSocket secured
                    ? secured.getSession().getPeerPrincipal().getName()
                    : "";
        } catch (SSLPeerUnverifiedException none) {
            return "";
        }
    }
}
