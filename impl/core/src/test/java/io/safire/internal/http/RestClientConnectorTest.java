package io.safire.internal.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies whose headers RESTEasy itself would refuse. */
class RestClientConnectorTest {

    private static final String BODY = "{\"a\":1}";

    private final Client client = ClientBuilder.newBuilder()
            .register(new TargetFilter("Safire-MicroProfile", false, new TlsContext(HttpTransportTest.SETTINGS)))
            .build();
    private ServerSocket server;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Content-Type: json\r\n",
                "Content-Type:\r\n",
                "Content-Type: application/json; charset\r\n",
                "Content-Type: application/json\r\nContent-Type: text/html\r\n",
                "Content-Type: application/json\r\nContent-Encoding: br\r\n",
                "Content-Type: application/json\r\nContent-Encoding: gzip\r\n"
            })
    void returnsBodyAndHeadersAsReceived(String headers) throws Exception {
        Thread responder = new Thread(() -> respond(headers));
        responder.start();
        URI target = URI.create("http://localhost:" + server.getLocalPort() + "/token");
        InboundResponse response = connector().exchange(OutboundRequest.get(target, null));
        responder.join();
        assertThat(new String(response.body(), ISO_8859_1)).isEqualTo(BODY);
        assertThat(response.headers().toString()).doesNotContain("octet-stream", "safire");
        assertThat(response.header("content-encoding").orElse(""))
                .isEqualTo(headers.replaceFirst("(?s).*Content-Encoding: (\\w+).*", "$1")
                        .replaceFirst("(?s)Content-Type.*", ""));
        assertThat(response.json().members()).containsKey("a");
    }

    private RestClientConnector connector() {
        return new RestClientConnector(HttpTransportTest.SETTINGS, () -> (RawHttpApi) Proxy.newProxyInstance(
                RestClientConnectorTest.class.getClassLoader(),
                new Class<?>[] {RawHttpApi.class},
                (proxy, method, arguments) -> method.getName().equals("get")
                        ? client.target("https://safire.invalid")
                                .request("application/json")
                                .header(RawHttpApi.TARGET_HEADER, arguments[0])
                                .get()
                        : null));
    }

    private void respond(String headers) {
        try (Socket connection = server.accept()) {
            byte[] request = new byte[8192];
            if (connection.getInputStream().read(request) > 0) {
                connection
                        .getOutputStream()
                        .write(("HTTP/1.1 200 OK\r\n" + headers + "Content-Length: " + BODY.length()
                                        + "\r\nConnection: close\r\n\r\n" + BODY)
                                .getBytes(ISO_8859_1));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
