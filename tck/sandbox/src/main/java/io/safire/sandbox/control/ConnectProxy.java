package io.safire.sandbox.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy in the JVM of the test. The proxy opens tunnels (RFC 9110, section 9.3.6) and forwards requests with a
 * target in absolute form. It records all bytes that its clients send.
 */
public final class ConnectProxy implements AutoCloseable {

    private static final int TUNNEL_OPEN = 200;
    private static final int AUTHENTICATION_REQUIRED = 407;
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final ServerSocket socket;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private volatile @Nullable String credentials;
    private volatile int status = TUNNEL_OPEN;

    private ConnectProxy(ServerSocket socket) {
        this.socket = socket;
    }

    /** Starts a proxy on a free port of this machine. */
    public static ConnectProxy start() {
        try {
            ConnectProxy proxy = new ConnectProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            start(proxy::accept);
            return proxy;
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    /** Requires Basic authentication from now on. */
    public ConnectProxy requireCredentials(String user, String password) {
        credentials = "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
        return this;
    }

    /** Responds to each further request with a status. The status 200 lets requests pass again. */
    public ConnectProxy respondWith(int newStatus) {
        status = newStatus;
        return this;
    }

    /** {@return the port of the proxy} */
    public int port() {
        return socket.getLocalPort();
    }

    /** {@return the first line of each request, such as {@code CONNECT fhir.example:443 HTTP/1.1}} */
    public List<String> requests() {
        return heads.stream().map(head -> head.substring(0, head.indexOf('\r'))).toList();
    }

    /** {@return all bytes that the clients have sent, as ISO-8859-1 text} */
    public String received() {
        synchronized (received) {
            return received.toString(ISO_8859_1);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                start(() -> serve(client));
            } catch (IOException closed) {
                // close() closes the socket
            }
        }
    }

    private void serve(Socket accepted) {
        try (Socket client = accepted) {
            String head = readHead(client.getInputStream());
            heads.add(head);
            int response = responseTo(head);
            if (response != TUNNEL_OPEN) {
                String challenge =
                        response == AUTHENTICATION_REQUIRED ? "Proxy-Authenticate: Basic realm=\"proxy\"\r\n" : "";
                write(
                        client,
                        "HTTP/1.1 " + response + " Refused\r\n" + challenge + "Content-Length: 0\r\nConnection: close"
                                + END_OF_HEAD);
            } else if (head.startsWith("CONNECT ")) {
                openTunnel(client, URI.create("tunnel://" + head.split(" ")[1]));
            } else {
                forward(client, head);
            }
        } catch (IOException closed) {
            // the client or the server has closed the connection
        }
    }

    private int responseTo(String head) {
        boolean authenticated =
                credentials == null || head.contains("\r\nProxy-Authorization: " + credentials + "\r\n");
        return authenticated ? status : AUTHENTICATION_REQUIRED;
    }

    private void openTunnel(Socket client, URI target) throws IOException {
        try (Socket server = new Socket(target.getHost(), target.getPort())) {
            write(client, "HTTP/1.1 200 Connection established" + END_OF_HEAD);
            exchange(client, server);
        }
    }

    private void forward(Socket client, String head) throws IOException {
        String[] line = head.split(" ", 3);
        URI target = URI.create(line[1]);
        String path =
                target.getRawQuery() == null ? target.getRawPath() : target.getRawPath() + "?" + target.getRawQuery();
        String own = line[0] + " " + path + " " + line[2].replaceAll("(?im)^proxy-[^\\n]*\\n", "");
        try (Socket server = new Socket(target.getHost(), target.getPort())) {
            write(server, own);
            exchange(client, server);
        }
    }

    private void exchange(Socket client, Socket server) throws IOException {
        start(() -> copyRequests(client, server));
        server.getInputStream().transferTo(client.getOutputStream());
    }

    private void copyRequests(Socket client, Socket server) {
        byte[] bytes = new byte[8192];
        try {
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                record(bytes, count);
                out.write(bytes, 0, count);
            }
            server.close();
        } catch (IOException closed) {
            // the server has sent its response
        }
    }

    private String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf(END_OF_HEAD) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client sent no request");
            }
            head.append((char) next);
        }
        byte[] bytes = head.toString().getBytes(ISO_8859_1);
        record(bytes, bytes.length);
        return head.toString();
    }

    private void record(byte[] bytes, int count) {
        synchronized (received) {
            received.write(bytes, 0, count);
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "connect-proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
