package io.safire.impl.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.safire.impl.config.HttpSettings;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Sends in place of Jersey what may be sent once: over a connection that is opened for it, and closed after it. Both HTTP
 * clients of the JDK take a connection that was kept wherever there is one; neither can be told not to, nor be asked to
 * send {@code Connection: close} and do without one.
 */
final class OwnConnection implements Direct {

    private static final Pattern LINE_BREAK = Pattern.compile("[\r\n\0]");
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final HttpSettings settings;
    private final TlsContext tls;
    private final Function<URI, Proxy> proxies;

    OwnConnection(HttpSettings settings) {
        this(settings, OwnConnection::proxy);
    }

    /**
     * Makes one.
     *
     * @param proxies tells the way to an address
     */
    OwnConnection(HttpSettings settings, Function<URI, Proxy> proxies) {
        this.settings = settings;
        this.tls = new TlsContext(settings);
        this.proxies = proxies;
    }

    @Override
    public Response send(String method, URI target, MultivaluedMap<String, String> headers, byte[] body, int limit)
            throws IOException {
        byte[] message = message(method, target, headers, body);
        Proxy proxy = proxies.apply(target);
        try (Socket opened = new Socket(proxy)) {
            Duration bodyTime = HttpTransport.bodyTime(settings, limit);
            Duration longest =
                    settings.connectTimeout().plus(settings.readTimeout()).plus(bodyTime);
            Deadline deadline = new Deadline(longest, () -> close(opened));
            return deadline.run(() -> exchange(connected(opened, proxy, target), message, limit));
        }
    }

    private Response exchange(Socket socket, byte[] message, int limit) throws IOException {
        socket.getOutputStream().write(message);
        socket.getOutputStream().flush();
        socket.setSoTimeout(milliseconds(settings.readTimeout()));
        InputStream in = new BufferedInputStream(socket.getInputStream());
        AnswerHead head = AnswerHead.read(in);
        return Direct.response(
                head.status(), head.headers(), head.body(in), HttpTransport.bodyTime(settings, limit), limit);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    private static byte[] message(String method, URI target, MultivaluedMap<String, String> headers, byte[] body) {
        URI ascii = URI.create(target.toASCIIString());
        String path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
        String query = ascii.getRawQuery() == null ? "" : "?" + ascii.getRawQuery();
        String port = ascii.getPort() < 0 ? "" : ":" + ascii.getPort();
        StringBuilder head = new StringBuilder(method + " " + path + query + " HTTP/1.1\r\n");
        head.append("Host: ").append(ascii.getHost()).append(port).append("\r\nConnection: close\r\n");
        for (String name : SENT) {
            String value = headers.getFirst(name);
            if (value != null) {
                if (LINE_BREAK.matcher(value).find()) {
                    throw new IllegalArgumentException("a line break in " + name);
                }
                head.append(name).append(": ").append(value).append("\r\n");
            }
        }
        if (body.length > 0) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        byte[] start = head.append("\r\n").toString().getBytes(ISO_8859_1);
        ByteArrayOutputStream message = new ByteArrayOutputStream(start.length + body.length);
        message.writeBytes(start);
        message.writeBytes(body);
        return message.toByteArray();
    }

    private Socket connected(Socket socket, Proxy proxy, URI target) throws IOException {
        boolean secure = "https".equalsIgnoreCase(target.getScheme());
        int standard = secure ? HTTPS : HTTP;
        int port = target.getPort() < 0 ? standard : target.getPort();
        // a proxy looks the name up by itself
        InetSocketAddress address = proxy.type() == Proxy.Type.DIRECT
                ? new InetSocketAddress(target.getHost(), port)
                : InetSocketAddress.createUnresolved(target.getHost(), port);
        int longest = milliseconds(settings.connectTimeout());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(longest);
        socket.connect(address, longest);
        return secure ? secured(socket, target.getHost(), port) : socket;
    }

    private Socket secured(Socket socket, String host, int port) throws IOException {
        SSLSocket secured = (SSLSocket) tls.context().getSocketFactory().createSocket(socket, host, port, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    /** As the JVM is told; the first one, since the others would be tried in vain for a request that is sent once. */
    private static Proxy proxy(URI target) {
        ProxySelector selector = ProxySelector.getDefault();
        List<Proxy> proxies = selector == null ? List.of() : selector.select(target);
        return proxies.isEmpty() ? Proxy.NO_PROXY : proxies.get(0);
    }

    private static int milliseconds(Duration time) {
        return (int) Math.min(Math.max(time.toMillis(), 1), Integer.MAX_VALUE);
    }
}
