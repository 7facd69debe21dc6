package io.safire.internal.http;

import io.safire.internal.config.HttpSettings;
import io.safire.internal.http.TransportException.FailureKind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A connector that sends each request over a new connection through an HTTP proxy. A request to an https URL is sent
 * through a tunnel, so the proxy can read neither the request nor the response. The server never receives the
 * credentials for the proxy.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6">RFC 9110, section 9.3.6 (CONNECT)</a>
 */
record ProxyConnector(HttpSettings settings, TlsContext tls, ProxyServer proxy) {

    private static final int AUTHENTICATION_REQUIRED = 407;
    private static final int SERVER_ERROR = 500;

    InboundResponse exchange(OutboundRequest request) throws Exception {
        Socket socket = new Socket(Proxy.NO_PROXY);
        Deadline deadline =
                new Deadline(settings.requestTimeout(request.maxResponseBytes()), () -> closeQuietly(socket));
        boolean streams = false;
        try {
            InboundResponse response = deadline.run(() -> exchange(socket, request));
            streams = response.stream() != null;
            return response;
        } finally {
            if (!streams) {
                closeQuietly(socket);
            }
        }
    }

    private InboundResponse exchange(Socket socket, OutboundRequest request) throws IOException {
        URI target = URI.create(request.target().toASCIIString());
        boolean secure = "https".equalsIgnoreCase(target.getScheme());
        connect(socket, target);
        Socket connected = secure ? openTunnel(socket, target) : socket;
        connected.setSoTimeout(millis(settings.readTimeout()));
        Http1Message.write(
                connected.getOutputStream(),
                request.method() + " " + (secure ? pathOf(target) : withoutFragment(target)),
                headers(request, target, secure),
                request.body());
        InputStream input = new BufferedInputStream(connected.getInputStream());
        Http1Message.Head head = Http1Message.readFinalHead(input);
        if (!secure && head.status() == AUTHENTICATION_REQUIRED) {
            throw authenticationRequired(request.target());
        }
        InputStream body = Http1Message.body(input, head);
        if (request.streamsBodyOf(head.status())) {
            StreamedBody stream = new StreamedBody(body, complete -> closeQuietly(socket));
            return InboundResponse.streamed(request.target(), head.status(), head.headers(), stream);
        }
        return InboundResponse.of(
                request.target(), head.status(), head.headers(), read(body, request.maxResponseBytes()));
    }

    private byte[] read(InputStream body, int limit) throws IOException {
        try {
            return new LimitedBodyReader(settings).read(body, limit);
        } catch (BodyLimitExceededException limitExceeded) {
            return limitExceeded.received();
        }
    }

    private void connect(Socket socket, URI target) {
        try {
            socket.connect(new InetSocketAddress(proxy.host(), proxy.port()), millis(settings.connectTimeout()));
        } catch (UnknownHostException unknown) {
            throw failure(FailureKind.PROXY_UNREACHABLE, "its host name is unknown", target);
        } catch (SocketTimeoutException late) {
            throw failure(FailureKind.PROXY_UNREACHABLE, "it did not accept the connection in time", target);
        } catch (IOException refused) {
            throw failure(FailureKind.PROXY_UNREACHABLE, "the connection was refused", target);
        }
    }

    private Socket openTunnel(Socket socket, URI target) throws IOException {
        String authority = target.getHost() + ":" + (target.getPort() < 0 ? 443 : target.getPort());
        int status = requestTunnel(socket, target, authority);
        if (status == AUTHENTICATION_REQUIRED) {
            throw authenticationRequired(target);
        }
        if (status < 200 || status >= 300) {
            throw failure(
                    status < SERVER_ERROR ? FailureKind.PROXY_REFUSED : FailureKind.PROXY_FAILED,
                    "it responded to CONNECT " + authority + " with HTTP " + status,
                    target);
        }
        return handshake(socket, target);
    }

    private int requestTunnel(Socket socket, URI target, String authority) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", authority);
        headers.put("User-Agent", settings.userAgent());
        addAuthorization(headers);
        try {
            socket.setSoTimeout(millis(settings.readTimeout()));
            Http1Message.write(socket.getOutputStream(), "CONNECT " + authority, headers, new byte[0]);
            return Http1Message.readFinalHead(socket.getInputStream()).status();
        } catch (SocketTimeoutException late) {
            throw failure(FailureKind.PROXY_UNREACHABLE, "it did not respond to CONNECT in time", target);
        } catch (IOException broken) {
            throw failure(FailureKind.PROXY_UNREACHABLE, "it sent no HTTP response to CONNECT", target);
        }
    }

    private Socket handshake(Socket socket, URI target) throws IOException {
        String host = target.getHost().replaceAll("[\\[\\]]", "");
        int port = target.getPort() < 0 ? 443 : target.getPort();
        SSLSocket secured = (SSLSocket) tls.context().getSocketFactory().createSocket(socket, host, port, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.setSoTimeout(millis(settings.connectTimeout()));
        secured.startHandshake();
        return secured;
    }

    private Map<String, String> headers(OutboundRequest request, URI target, boolean secure) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", target.getRawAuthority());
        headers.putAll(request.headers(settings.userAgent()));
        if (!request.method().equals("GET") && !request.method().equals("DELETE")) {
            headers.put("Content-Length", String.valueOf(request.body().length));
        }
        headers.put("Connection", "close");
        if (!secure) {
            addAuthorization(headers);
        }
        return headers;
    }

    private void addAuthorization(Map<String, String> headers) {
        String authorization = proxy.authorization();
        if (authorization != null) {
            headers.put("Proxy-Authorization", authorization);
        }
    }

    private TransportException authenticationRequired(URI target) {
        String credentials = proxy.authorization() == null ? "without credentials" : "with rejected credentials";
        return failure(
                FailureKind.PROXY_AUTHENTICATION,
                "it responded to a request " + credentials + " with HTTP 407",
                target);
    }

    private TransportException failure(FailureKind kind, String description, URI target) {
        return new TransportException(kind, "the proxy " + proxy + " failed: " + description, target);
    }

    private static String pathOf(URI target) {
        String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        return target.getRawQuery() == null ? path : path + "?" + target.getRawQuery();
    }

    private static String withoutFragment(URI target) {
        return target.getScheme() + "://" + target.getRawAuthority() + pathOf(target);
    }

    private static int millis(Duration duration) {
        return (int) Math.max(1, Math.min(duration.toMillis(), Integer.MAX_VALUE));
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // the connection is not used again
        }
    }
}
