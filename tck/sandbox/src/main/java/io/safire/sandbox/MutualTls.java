package io.safire.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/**
 * The side of a server that lets in nobody without a certificate of the sandbox's authority. Others get an alert: in TLS 1.2
 * within the handshake, in TLS 1.3 in place of the answer, since there the client is through with it first (RFC 8446 2).
 */
final class MutualTls {

    private static final int PATIENCE = 60_000;

    private final SSLContext context;
    private final String protocol;

    /**
     * Makes one.
     *
     * @param context has the server's certificate, and trusts those of clients
     * @param protocol the only version that is spoken, such as {@code TLSv1.3}
     */
    MutualTls(SSLContext context, String protocol) {
        this.context = context;
        this.protocol = protocol;
    }

    SSLSocket secured(Socket client) throws IOException {
        SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(client, null, false);
        secured.setEnabledProtocols(new String[] {protocol});
        secured.setNeedClientAuth(true);
        client.setSoTimeout(PATIENCE);
        try {
            secured.startHandshake();
        } catch (IOException refused) {
            // a socket that is closed with something unread in it resets the connection, and a reset overtakes the
            // alert
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
            throw refused;
        }
        client.setSoTimeout(0);
        return secured;
    }

    /** The subject of the certificate that a client brought, empty text for a client without TLS. */
    static String subject(Socket client) {
        try {
            return client instanceof SSLSocket secured
                    ? secured.getSession().getPeerPrincipal().getName()
                    : "";
        } catch (SSLPeerUnverifiedException none) {
            return "";
        }
    }
}
