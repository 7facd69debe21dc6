package io.safire.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 message in its wire format.
 *
 * @param head the start line and the headers, including the empty line that ends the headers
 * @param body the body as sent, including the chunk framing
 */
record RawRequest(String head, byte[] body) {

    /** The name of the header that passes the client's port to the server behind the proxy. */
    static final String CLIENT_PORT = "sandbox-client-port";
    /** The name of the header that passes the subject of the client's certificate to the server behind the proxy. */
    static final String CLIENT_CERTIFICATE = "sandbox-client-certificate";

    private static final int MAX_HEAD_LENGTH = 1 << 16;

    /** Reads the head of the next message. Returns null if the connection ends before the message. */
    static @Nullable RawRequest head(InputStream in) throws IOException {
        String head = readHead(in);
        return head.isEmpty() ? null : new RawRequest(head, new byte[0]);
    }

    RawRequest withBody(InputStream in) throws IOException {
        if (header("transfer-encoding").toLowerCase(Locale.ROOT).contains("chunked")) {
            return new RawRequest(head, readChunks(in));
        }
        String length = header("content-length");
        byte[] read = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
        return new RawRequest(head, read);
    }

    String path() {
        return uri().getPath();
    }

    IncomingRequest toIncomingRequest(Socket client) {
        String text = new String(body, UTF_8);
        boolean form = header("content-type").startsWith("application/x-www-form-urlencoded");
        String query = uri().getRawQuery();
        return new IncomingRequest(
                head.substring(0, head.indexOf(' ')),
                uri(),
                headers(),
                text,
                IncomingRequest.decodeForm(query == null ? "" : query),
                form ? IncomingRequest.decodeForm(text) : Map.of(),
                client.getPort(),
                MutualTlsServer.subjectOf(client));
    }

    /**
     * Forwards this request to the server behind the proxy and sends its response to the client.
     *
     * @return true if the connection can be reused
     */
    boolean forwardTo(int port, Socket from) throws IOException {
        OutputStream client = from.getOutputStream();
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            server.setTcpNoDelay(true);
            server.getOutputStream().write(message(from));
            server.getOutputStream().flush();
            InputStream in = new BufferedInputStream(server.getInputStream());
            String responseHead = readHead(in);
            client.write(responseHead.getBytes(ISO_8859_1));
            client.flush();
            RawRequest response = new RawRequest(responseHead, new byte[0]);
            String length = response.header("content-length");
            return !responseHead.isEmpty()
                    && copy(in, client, length.isEmpty() ? 0 : Long.parseLong(length))
                    && !response.header("connection").equalsIgnoreCase("close");
        }
    }

    private static boolean copy(InputStream in, OutputStream out, long length) throws IOException {
        byte[] buffer = new byte[8192];
        long left = length;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                return false;
            }
            out.write(buffer, 0, read);
            out.flush();
            left -= read;
        }
        return true;
    }

    private byte[] message(Socket client) {
        int headers = head.indexOf('\n') + 1;
        String named = head.substring(0, headers) + CLIENT_PORT + ": " + client.getPort() + "\r\n" + CLIENT_CERTIFICATE
                + ": " + MutualTlsServer.subjectOf(client) + "\r\n" + head.substring(headers);
        byte[] start = named.getBytes(ISO_8859_1);
        ByteArrayOutputStream message = new ByteArrayOutputStream(start.length + body.length);
        message.writeBytes(start);
        message.writeBytes(body);
        return message.toByteArray();
    }

    private URI uri() {
        return URI.create(head.split(" ", 3)[1]);
    }

    private String header(String name) {
        return headers().getOrDefault(name, List.of("")).get(0);
    }

    private Map<String, List<String>> headers() {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        head.lines().skip(1).filter(line -> line.contains(":")).forEach(line -> {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    List.of(line.substring(colon + 1).strip()));
        });
        return headers;
    }

    private static byte[] readChunks(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int size;
        do {
            String line = readLine(in);
            size = Integer.parseInt(line.strip().split(";")[0], 16);
            all.writeBytes(line.getBytes(ISO_8859_1));
            all.writeBytes(in.readNBytes(size));
            all.writeBytes(readLine(in).getBytes(ISO_8859_1));
        } while (size > 0);
        return all.toByteArray();
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        String line;
        do {
            line = readLine(in);
            head.append(line);
            if (head.length() > MAX_HEAD_LENGTH) {
                throw new IOException("the head exceeds 65,536 characters");
            }
        } while (!line.isBlank());
        return head.toString();
    }

    /** Reads a line. Returns the line with its line break, or an empty string at the end of the connection. */
    private static String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int read = in.read(); read >= 0; read = in.read()) {
            line.write(read);
            if (read == '\n') {
                return line.toString(ISO_8859_1);
            }
        }
        if (line.size() > 0) {
            throw new EOFException("the connection ended within a line");
        }
        return "";
    }
}
