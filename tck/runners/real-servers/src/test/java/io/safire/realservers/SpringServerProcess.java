package io.safire.realservers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.safire.tck.support.TestKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** Spring Authorization Server as a child process, with a gateway and an endpoint for the JWKS of the clients. */
final class SpringServerProcess implements AutoCloseable {

    private final Process process;
    private final HttpServer jwksServer;
    private final SmartConfigurationGateway gateway;

    private SpringServerProcess(Process process, HttpServer keys, int port) throws IOException {
        this.process = process;
        this.jwksServer = keys;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ServerProcesses.stop(process)));
        String document = "http://localhost:" + port + "/.well-known/openid-configuration";
        gateway = SmartConfigurationGateway.start(
                ServerProcesses.awaitReady(process, document, "Spring Authorization Server"));
        System.setProperty("tck.spring.base", gateway.fhirBase());
        String tokens = "http://localhost:" + port + "/oauth2/token";
        System.setProperty("tck.spring.token.basic", InitialAccessTokens.fromSpring(tokens));
        System.setProperty("tck.spring.token.keys", InitialAccessTokens.fromSpring(tokens));
        System.setProperty(
                "tck.spring.jwks", "http://localhost:" + keys.getAddress().getPort() + "/jwks");
    }

    static SpringServerProcess start() throws IOException {
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
        int port = ServerProcesses.freePort();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Dserver.port=" + port,
                        "-Dserver.address=127.0.0.1",
                        "-Djwks=http://localhost:" + keys.getAddress().getPort() + "/jwks",
                        "-cp",
                        home.resolve("classes") + System.getProperty("path.separator") + home.resolve("libs") + "/*",
                        "io.safire.springserver.SpringServerApplication")
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("spring-server.log").toFile())
                .start();
        return new SpringServerProcess(process, keys, port);
    }

    @Override
    public void close() {
        gateway.close();
        jwksServer.stop(0);
        ServerProcesses.stop(process);
    }
}
