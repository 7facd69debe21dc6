package io.safire.sandbox;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * A server that supports TLS 1.1 at most. The server selects TLS 1.1 in its response to each ClientHello (RFC 4346,
 * section 7.4.1.3), and then waits for the client to close the connection. This class implements the handshake itself,
 * because the TLS implementation of the JDK disables TLS 1.1.
 */
final class LegacyTlsServer implements AutoCloseable {

    private static final int HANDSHAKE = 22;
    private static final int READ_TIMEOUT_MILLIS = 60_000;
    /**
     * Cipher suites that TLS 1.1 supports. Clients check the cipher suite before they check the version, and reject a
     * suite that they did not offer.
     */
    private static final Set<Integer> OLD_SUITES = Set.of(0x002F, 0x0035, 0xC009, 0xC00A, 0xC013, 0xC014);

    private final ServerSocket socket;

    LegacyTlsServer(Executor threads) throws IOException {
        socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        threads.execute(() -> accept(threads));
    }

    URI origin() {
        return URI.create("https://localhost:" + socket.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept(Executor threads) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                threads.execute(() -> respond(client));
            } catch (IOException closed) {
                // closing the sandbox closes the socket
            }
        }
    }

    private static void respond(Socket accepted) {
        try (Socket client = accepted) {
            client.setSoTimeout(READ_TIMEOUT_MILLIS);
            DataInputStream in = new DataInputStream(client.getInputStream());
            client.getOutputStream().write(serverHello(selectSuite(readHandshake(in))));
            client.getOutputStream().flush();
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException closed) {
            // the client closed the connection or sent something else
        }
    }

    /** Returns the content of a handshake record. */
    private static byte[] readHandshake(DataInputStream in) throws IOException {
        int type = in.readUnsignedByte();
        in.readUnsignedShort();
        byte[] content = new byte[in.readUnsignedShort()];
        in.readFully(content);
        if (type != HANDSHAKE || content.length < 39) {
            throw new IOException("unexpected TLS record of type " + type);
        }
        return content;
    }

    /**
     * Returns a cipher suite that the ClientHello of a client offers. The first 38 bytes of a ClientHello are type,
     * length, version and random; session ID and suites follow.
     */
    private static int selectSuite(byte[] hello) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(hello).position(38);
        buffer.position(buffer.position() + 1 + Byte.toUnsignedInt(buffer.get(buffer.position())));
        int bytes = Short.toUnsignedInt(buffer.getShort());
        for (int read = 0; read < bytes; read += 2) {
            int suite = Short.toUnsignedInt(buffer.getShort());
            if (OLD_SUITES.contains(suite)) {
                return suite;
            }
        }
        throw new IOException("the client offers no cipher suite of TLS 1.1");
    }

    private static byte[] serverHello(int suite) {
        int body = 2 + 32 + 1 + 2 + 1;
        return ByteBuffer.allocate(5 + 4 + body)
                .put((byte) HANDSHAKE)
                .putShort((short) 0x0302)
                .putShort((short) (4 + body))
                .putInt(2 << 24 | body)
                .putShort((short) 0x0302)
                .put(new byte[32])
                .put((byte) 0)
                .putShort((short) suite)
                .put((byte) 0)
                .array();
    }
}
