package io.safire.internal.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.safire.internal.http.TransportException.FailureKind;
import io.safire.sandbox.Sandbox;
import io.safire.sandbox.control.SandboxControl;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests on single-use connections, and responses of all kinds. */
@Timeout(120)
class ApacheHttpConnectorTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private final ApacheHttpConnector connector = new ApacheHttpConnector(HttpTransportTest.SETTINGS, true);
    private String authorization = "Basic YTpi";
    private ServerSocket server;

    @BeforeEach
    void open() throws Exception {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    @Test
    void sendsNoFurtherHeaders() throws Exception {
        CompletableFuture<String> request = respondWith(OK + "Content-Length: 2\r\n\r\n{}");
        send();
        assertThat(request.join().split("\r\n"))
                .startsWith("POST /token?a=%20b HTTP/1.1")
                .endsWith("", "a=bcde")
                .containsExactlyInAnyOrder(
                        "POST /token?a=%20b HTTP/1.1",
                        "Host: localhost:" + server.getLocalPort(),
                        "Connection: close",
                        "Accept: application/json",
                        "Authorization: Basic YTpi",
                        "Content-Type: application/x-www-form-urlencoded",
                        "User-Agent: Safire-MicroProfile",
                        "Content-Length: 6",
                        "",
                        "a=bcde");
    }

    @Test
    void writesNoLineBreakOfHeader() throws Exception {
        authorization = "Bearer x\r\nHost: evil.example";
        CompletableFuture<String> request = respondWith(OK + "Content-Length: 2\r\n\r\n{}");
        send();
        assertThat(request.join().lines()).noneMatch(line -> line.startsWith("Host: evil"));
    }

    @Test
    void readsBodyUpToContentLength() throws Exception {
        assertThat(body(OK + "Content-Length: 7\r\nX-A: 1\r\nX-A: 2\r\n\r\n{\"a\":1}more"))
                .isEqualTo("{\"a\":1}");
        assertThat(body(OK + "Content-Length: 0\r\n\r\n")).isEmpty();
    }

    @Test
    void readsChunkedBody() throws Exception {
        String chunked = OK + "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n";
        assertThat(body(chunked + "3\r\n{\"a\r\n0004;x=y\r\n\":1}\r\n0\r\n\r\n"))
                .isEqualTo("{\"a\":1}");
        assertThat(body(chunked + "0\r\nTrailer: x\r\n\r\n")).isEmpty();
    }

    @Test
    void readsResponseWithAnyOctetInHeadersAndReason() throws Exception {
        for (int octet = 1; octet < 256; octet++) {
            if (octet != '\n') {
                byte[] response = responseWith((byte) octet);
                CompletableFuture<String> request = respondWith(response);
                assertThat(send().body()).as("octet %d", octet).hasSize(2);
                request.join();
            }
        }
    }

    private static byte[] responseWith(byte octet) {
        String other = String.valueOf((char) (octet & 0xFF));
        String head = "HTTP/1.1 200 O" + other + "K\r\nX-Motd: a" + other + "b\r\nTransfer-Encoding: chunked\r\n\r\n";
        return (head + "2;x=a" + other + "b\r\n{}\r\n0\r\n\r\n").getBytes(ISO_8859_1);
    }

    @Test
    void readsBodyUntilConnectionCloses() throws Exception {
        assertThat(body("HTTP/1.0 200\r\n\n{\"a\":1}")).isEqualTo("{\"a\":1}");
    }

    @Test
    void doesNotWaitForBodyOf204And304() throws Exception {
        for (String first : List.of("204 No Content", "304 Not Modified")) {
            respondWith("HTTP/1.1 " + first + "\r\nContent-Length: 500\r\n\r\n");
            assertThat(send().body()).isEmpty();
        }
    }

    @Test
    void keepsBodyOf401() throws Exception {
        respondWith("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic\r\nContent-Length: 2\r\n\r\n{}");
        InboundResponse response = send();
        assertThat(response.status()).isEqualTo(401);
        assertThat(response.body()).hasSize(2);
    }

    @Test
    void ignoresInterimResponses() throws Exception {
        String interim = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";
        assertThat(body(interim + OK + "Content-Length: 2\r\n\r\n{}")).isEqualTo("{}");
        assertThatThrownBy(() -> body(interim.repeat(50))).isInstanceOf(IOException.class);
    }

    @Test
    void rejectsIncompleteResponse() {
        String chunked = OK + "Transfer-Encoding: chunked\r\n\r\n";
        for (String part : List.of(
                "",
                "HTTP/1.1 2",
                OK + "Content-Length: 8\r\n\r\n{\"a\":1}",
                chunked + "7\r\n{\"a\":1}\r\n",
                chunked + "8\r\n{\"a\":1}")) {
            assertThatThrownBy(() -> body(part)).as(part).isInstanceOf(IOException.class);
        }
    }

    @Test
    void rejectsMalformedResponse() {
        for (String other : List.of(
                "SSH-2.0-OpenSSH_9.6\r\n",
                "HTTP/1.1 OK\r\n\r\n{}",
                OK + "no header\r\n\r\n",
                OK + "a: b\r\n".repeat(201) + "\r\n",
                OK + "a: " + "b".repeat(70_000) + "\r\n\r\n",
                OK + "Content-Length: many\r\n\r\n{}",
                OK + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                OK + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
                OK + "Transfer-Encoding: chunked\r\n\r\nffffffffff\r\n{}\r\n0\r\n\r\n",
                OK + "Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n")) {
            assertThat(catchThrowable(() -> body(other))).as(other).isInstanceOf(IOException.class);
        }
    }

    @Test
    void stopsReadingBodyAtLimit() throws Exception {
        String big = "x".repeat(HttpTransport.DEFAULT_MAX_BODY_BYTES + 10);
        assertThat(body(OK + "Content-Length: " + big.length() + "\r\n\r\n" + big))
                .hasSizeGreaterThan(HttpTransport.DEFAULT_MAX_BODY_BYTES);
    }

    @Test
    void closesConnectionOfEndlessBody() throws Exception {
        CompletableFuture<Void> sending = CompletableFuture.runAsync(this::sendEndlessBody);
        assertThat(send().body()).hasSizeGreaterThan(HttpTransport.DEFAULT_MAX_BODY_BYTES);
        sending.join();
    }

    private void sendEndlessBody() {
        try (Socket client = server.accept()) {
            readUntil("a=bcde", client.getInputStream());
            client.getOutputStream().write((OK + "\r\n").getBytes(UTF_8));
            while (true) {
                client.getOutputStream().write(new byte[1 << 14]);
            }
        } catch (IOException gone) {
            // the client closed the connection
        }
    }

    @Test
    void timesOutOnSilentServer() throws Exception {
        // the operating system accepts the connection, and no thread reads from it
        ApacheHttpConnector impatient =
                new ApacheHttpConnector(HttpTransportTest.settings(Duration.ofSeconds(1)), true);
        assertThatThrownBy(() -> send(impatient)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void timesOutIfServerAcceptsNoConnection() {
        ApacheHttpConnector impatient =
                new ApacheHttpConnector(HttpTransportTest.settings(Duration.ofMillis(300)), true);
        try (Sandbox sandbox = Sandbox.start()) {
            URI target = SandboxControl.at(sandbox.control()).openUnresponsive().resolve("/token");
            Throwable failure = catchThrowable(() -> impatient.exchange(OutboundRequest.get(target, null)));
            assertThat(ExceptionClassifier.classify(failure, target).kind()).isEqualTo(FailureKind.CONNECT_TIMEOUT);
        }
    }

    @Test
    void sendsToProxy() throws Exception {
        ApacheHttpConnector proxied = new ApacheHttpConnector(
                HttpTransportTest.SETTINGS,
                true,
                ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort())));
        CompletableFuture<String> request = respondWith(OK + "Content-Length: 2\r\n\r\n{}");
        URI target = URI.create("http://as.invalid/token");
        InboundResponse response = proxied.exchange(post(target, "a=bcde"));
        assertThat(response.body()).hasSize(2);
        assertThat(request.join())
                .startsWith("POST http://as.invalid/token HTTP/1.1\r\n")
                .contains("Host: as.invalid\r\n");
    }

    @Test
    void reusesConnectionUnlessRequestClosesIt() throws Exception {
        CompletableFuture<String> closed = respondWith(OK + "Content-Length: 2\r\n\r\n{}");
        send();
        closed.join();
        CompletableFuture<Void> both = CompletableFuture.runAsync(this::acceptOneConnectionForTwoRequests);
        ApacheHttpConnector pooled = new ApacheHttpConnector(HttpTransportTest.SETTINGS, false);
        send(pooled);
        send(pooled);
        both.join();
    }

    private void acceptOneConnectionForTwoRequests() {
        try (Socket client = server.accept()) {
            for (int count = 0; count < 2; count++) {
                readUntil("a=bcde", client.getInputStream());
                client.getOutputStream().write((OK + "Content-Length: 2\r\n\r\n{}").getBytes(UTF_8));
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Test
    void opensNewConnectionAfterConnectionClose() throws Exception {
        CompletableFuture<Void> both = CompletableFuture.runAsync(this::acceptTwoConnectionsAndCloseNone);
        send();
        send();
        both.join();
    }

    /** Accepts the second connection while the first one is still open. */
    private void acceptTwoConnectionsAndCloseNone() {
        try (Socket first = server.accept()) {
            readUntil("a=bcde", first.getInputStream());
            first.getOutputStream().write((OK + "Content-Length: 2\r\n\r\n{}").getBytes(UTF_8));
            try (Socket second = server.accept()) {
                readUntil("a=bcde", second.getInputStream());
                second.getOutputStream().write((OK + "Content-Length: 2\r\n\r\n{}").getBytes(UTF_8));
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Test
    void reportsRefusedConnection() throws Exception {
        server.close();
        assertThatThrownBy(this::send).isInstanceOf(ConnectException.class);
    }

    private String body(String response) throws Exception {
        respondWith(response);
        return new String(send().body(), UTF_8);
    }

    private InboundResponse send() throws Exception {
        return send(connector);
    }

    private InboundResponse send(ApacheHttpConnector connector) throws Exception {
        URI target = URI.create("http://localhost:" + server.getLocalPort() + "/token?a=%20b");
        return connector.exchange(post(target, "a=bcde").withForm(authorization, "a=bcde"));
    }

    static OutboundRequest post(URI target, String form) {
        return OutboundRequest.postForm(target, false, UnaryOperator.identity()).withForm(null, form);
    }

    /** Sends the response to the next request and returns that request. */
    private CompletableFuture<String> respondWith(String response) {
        return respondWith(response.getBytes(UTF_8));
    }

    private CompletableFuture<String> respondWith(byte[] response) {
        return CompletableFuture.supplyAsync(() -> {
            try (Socket client = server.accept()) {
                String request = readUntil("a=bcde", client.getInputStream());
                client.getOutputStream().write(response);
                return request;
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        });
    }

    private static String readUntil(String end, InputStream in) throws IOException {
        StringBuilder read = new StringBuilder();
        while (!read.toString().endsWith(end)) {
            read.append(new String(in.readNBytes(1), ISO_8859_1));
        }
        return read.toString();
    }
}
