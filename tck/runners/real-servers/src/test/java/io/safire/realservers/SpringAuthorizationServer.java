package io.safire.realservers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.safire.tck.support.TestKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** Spring Authorization Server as a child process, with a gateway and an endpoint for the JWKS of the clients. */
final class SpringAuthorizationServer implements AutoCloseable {

    private final Process process;
    private final HttpServer keys;
    private final Gateway gateway;

    private SpringAuthorizationServer(Process process, HttpServer keys, int port) throws IOException {
        this.process = process;
        this.keys = keys;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Readiness.stop(process)));
        String document = "http://localhost:" + port + "/.well-known/openid-configuration";
        gateway = Gateway.start(Readiness.await(process, document, "Spring Authorization Server"));
        System.setProperty("tck.spring.base", gateway.base());
        String tokens = "http://localhost:" + port + "/oauth2/token";
        System.setProperty("tck.spring.token.basic", Operator.ofSpring(tokens));
        System.setProperty("tck.spring.token.keys", Operator.ofSpring(tokens));
        System.setProperty(
                "tck.spring.jwks", "http://localhost:" + keys.getAddress().getPort() + "/jwks");
    }

    static SpringAuthorizationServer start() throws IOException {
        HttpServer keys = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] document = TestKeys.jwks().getBytes(UTF_8);
        keys.createContext("/jwks", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, document.length);
            exchange.getResponseBody().write(document);
            exchange.close();
        });
        keys.start();
        Path home = Path.of(System.getProperty("tck.spring.home"));
        int port = Readiness.freePort();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Dserver.port=" + port,
                        "-Dserver.address=127.0.0.1",
                        "-Djwks=http://localhost:" + keys.getAddress().getPort() + "/jwks",
                        "-cp",
                        home.resolve("classes") + System.getProperty("path.separator") + home.resolve("libs") + "/*",
                        "io.safire.springserver.SpringServer")
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("spring-server.log").toFile())
                .start();
        return new SpringAuthorizationServer(process, keys, port);
    }

    @Override
    public void close() {
        gateway.close();
        keys.stop(0);
        Readiness.stop(process);
    }
}
