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
final class SmartConfigurationGateway implements AutoCloseable {

    private final HttpServer server;

    private SmartConfigurationGateway(HttpServer server) {
        this.server = server;
    }

    static SmartConfigurationGateway start(String openidConfiguration) throws IOException {
        byte[] document = smartConfiguration(openidConfiguration).toString().getBytes(UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/fhir/.well-known/smart-configuration", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, document.length);
            exchange.getResponseBody().write(document);
            exchange.close();
        });
        server.start();
        return new SmartConfigurationGateway(server);
    }

    String fhirBase() {
        return "http://localhost:" + server.getAddress().getPort() + "/fhir";
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static JsonObject smartConfiguration(String openidConfiguration) {
        JsonObject document =
                Json.createReader(new StringReader(openidConfiguration)).readObject();
        return Json.createObjectBuilder(document)
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
