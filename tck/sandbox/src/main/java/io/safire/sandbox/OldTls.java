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
 * A server that knows TLS 1.1 and nothing newer: it chooses that version in answer to each hello (RFC 4346 7.4.1.3) and
 * then waits for the client to leave. The JDK's own TLS would not speak it.
 */
final class OldTls implements AutoCloseable {

    private static final int HANDSHAKE = 22;
    private static final int PATIENCE = 60_000;
    /** Cipher suites that TLS 1.1 has too: a client refuses one that it did not offer before it looks at the version. */
    private static final Set<Integer> OLD_SUITES = Set.of(0x002F, 0x0035, 0xC009, 0xC00A, 0xC013, 0xC014);

    private final ServerSocket socket;

    OldTls(Executor threads) throws IOException {
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
                threads.execute(() -> greet(client));
            } catch (IOException closed) {
                // the sandbox ends
            }
        }
    }

    private static void greet(Socket accepted) {
        try (Socket client = accepted) {
            client.setSoTimeout(PATIENCE);
            DataInputStream in = new DataInputStream(client.getInputStream());
            client.getOutputStream().write(serverHello(suite(handshake(in))));
            client.getOutputStream().flush();
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            // the client went, or said something else
        }
    }

    /** The content of a record: type, version, length, content. */
    private static byte[] handshake(DataInputStream in) throws IOException {
        int found = in.readUnsignedByte();
        in.readUnsignedShort();
        byte[] content = new byte[in.readUnsignedShort()];
        in.readFully(content);
        if (found != HANDSHAKE || content.length < 39) {
            throw new IOException("a record of type " + found);
        }
        return content;
    }

    /** Type, length, version and random of the hello are 38 bytes; the session and the suites follow. */
    private static int suite(byte[] hello) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(hello).position(38);
        buffer.position(buffer.position() + 1 + Byte.toUnsignedInt(buffer.get(buffer.position())));
        int bytes = Short.toUnsignedInt(buffer.getShort());
        for (int read = 0; read < bytes; read += 2) {
            int suite = Short.toUnsignedInt(buffer.getShort());
            if (OLD_SUITES.contains(suite)) {
                return suite;
            }
        }
        throw new IOException("no cipher suite of TLS 1.1");
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
