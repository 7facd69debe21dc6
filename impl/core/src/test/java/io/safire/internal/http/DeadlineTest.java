package io.safire.internal.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.internal.config.GatewayHeaders;
import io.safire.internal.config.HttpSettings;
import io.safire.internal.config.UrlPolicy;
import io.safire.internal.http.TransportException.FailureKind;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Time limits for servers that send single bytes until the client disconnects. The timeout only ends a test that hangs.
 */
@Timeout(120)
class DeadlineTest {

    private static final HttpSettings SHORT_TIMEOUTS = HttpTransportTest.settings(Duration.ofMillis(300));
    private static final OutboundRequest REFRESH =
            ApacheHttpConnectorTest.post(URI.create("https://as.example/token"), "grant_type=refresh_token");
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    /** The header of a TLS handshake record with a length of 16 KiB. */
    private static final byte[] HANDSHAKE = {22, 3, 3, 64, 0};

    @Test
    void endsHandshakeThatArrivesByteByByte() throws IOException {
        for (HttpConnector connector : connectors()) {
            assertEnds(connector, "https", HANDSHAKE);
        }
    }

    @Test
    void endsHeadersThatArriveByteByByte() throws IOException {
        for (HttpConnector connector : connectors()) {
            assertEnds(connector, "http", (HEAD + "X-Filler: ").getBytes(US_ASCII));
        }
    }

    @Test
    void endsBodyThatArrivesByteByByte() throws IOException {
        for (HttpConnector connector : connectors()) {
            assertEnds(connector, "http", (HEAD + "Content-Length: 1000000\r\n\r\n").getBytes(US_ASCII));
        }
    }

    @Test
    void closesConnectionOfRequestThatWouldNeverEnd() {
        BlockingClient client = new BlockingClient();
        try (HttpTransport transport = transport(client::api)) {
            assertThatThrownBy(() -> transport.send(REFRESH))
                    .isInstanceOfSatisfying(TransportException.class, failure -> assertThat(failure.kind())
                            .isEqualTo(FailureKind.DEADLINE_EXCEEDED));
            assertThat(client.closed.getCount()).isZero();
        }
    }

    @Test
    void opensNewConnectionsAfterDeadline() {
        List<BlockingClient> clients = List.of(new BlockingClient(), new BlockingClient());
        var next = clients.iterator();
        try (HttpTransport transport = transport(() -> next.next().api())) {
            for (BlockingClient client : clients) {
                assertThatThrownBy(() -> transport.send(REFRESH)).isInstanceOf(TransportException.class);
                assertThat(client.closed.getCount()).isZero();
            }
        }
    }

    @Test
    void doesNotTakeEndOfClosedConnectionForEndOfBody() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        Deadline deadline = new Deadline(Duration.ofMillis(1), () -> closed.complete(null));
        assertThatThrownBy(() -> deadline.run(() -> {
                    closed.join();
                    return "a part";
                }))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessage("Request timed out after PT0.001S");
    }

    @Test
    void doesNotCloseBeforeExpiry() throws Exception {
        Deadline deadline = new Deadline(Duration.ofHours(1), () -> {
            throw new AssertionError("closed");
        });
        assertThat(deadline.run(() -> "whole")).isEqualTo("whole");
        assertThat(deadline.end()).isTrue();
    }

    private static List<HttpConnector> connectors() {
        return List.of(new ApacheHttpConnector(SHORT_TIMEOUTS, false));
    }

    private static void assertEnds(HttpConnector connector, String scheme, byte[] start) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> disconnected = CompletableFuture.runAsync(() -> trickle(server, start));
            URI target = URI.create(scheme + "://localhost:" + server.getLocalPort() + "/token");
            assertThatThrownBy(() -> connector.exchange(ApacheHttpConnectorTest.post(target, "a=bcd")))
                    .as(connector.getClass().getSimpleName())
                    .satisfies(failure -> assertThat(ExceptionClassifier.classify(failure, target)
                                    .kind())
                            .isIn(
                                    FailureKind.DEADLINE_EXCEEDED,
                                    FailureKind.READ_TIMEOUT,
                                    FailureKind.CONNECT_TIMEOUT));
            disconnected.join();
        }
    }

    /** Sends the start, then single bytes until the client closes the connection. */
    private static void trickle(ServerSocket server, byte[] start) {
        try (Socket client = server.accept()) {
            client.setTcpNoDelay(true);
            client.getOutputStream().write(start);
            client.setSoTimeout(20);
            while (true) {
                client.getOutputStream().write('x');
                if (isClosed(client.getInputStream())) {
                    return;
                }
            }
        } catch (SocketTimeoutException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (IOException reset) {
            // the client reset the connection
        }
    }

    private static boolean isClosed(InputStream in) throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException open) {
            return false;
        }
    }

    private static HttpTransport transport(Supplier<RawHttpApi> clients) {
        HttpConnector connector = new RestClientConnector(SHORT_TIMEOUTS, clients);
        return new HttpTransport(
                HttpTransportTest.LOG,
                new UrlPolicy(false),
                GatewayHeaders.NONE,
                new HttpConnections(connector, connector, new Semaphore(8)));
    }

    /** A client whose calls block until it is closed. */
    private static final class BlockingClient {

        private final CountDownLatch closed = new CountDownLatch(1);

        RawHttpApi api() {
            return (RawHttpApi) Proxy.newProxyInstance(
                    DeadlineTest.class.getClassLoader(),
                    new Class<?>[] {RawHttpApi.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("close")) {
                            closed.countDown();
                            return null;
                        }
                        closed.await();
                        return Response.ok().build();
                    });
        }
    }
}
