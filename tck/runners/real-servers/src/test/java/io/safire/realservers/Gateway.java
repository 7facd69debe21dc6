package io.safire.realservers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** An HTTP server that publishes a SMART configuration for a server that has only an OpenID Connect configuration. */
final class Gateway implements AutoCloseable {

    private final HttpServer server;

    private Gateway(HttpServer server) {
        this.server = server;
    }

    static Gateway start(String openidConfiguration) throws IOException {
        byte[] document = smart(openidConfiguration).toString().getBytes(UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/fhir/.well-known/smart-configuration", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, document.length);
            exchange.getResponseBody().write(document);
            exchange.close();
        });
        server.start();
        return new Gateway(server);
    }

    String base() {
        return "http://localhost:" + server.getAddress().getPort() + "/fhir";
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static JsonObject smart(String openidConfiguration) {
        JsonObject configuration =
                Json.createReader(new StringReader(openidConfiguration)).readObject();
        return Json.createObjectBuilder(configuration)
                .add(
                        "capabilities",
                        Json.createArrayBuilder()
                                .add("launch-standalone")
                                .add("client-public")
                                .add("client-confidential-symmetric")
                                .add("client-confidential-asymmetric")
                                .add("sso-openid-connect")
                                .add("permission-v2"))
                .build();
    }
}
