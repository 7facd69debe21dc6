package io.safire.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.TokenFamily;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The HTTP API that {@link io.safire.sandbox.control.SandboxControl} calls. Each command is a POST request with a JSON
 * object.
 */
final class ControlApi {

    private final Sandbox sandbox;

    ControlApi(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    void handle(HttpExchange exchange) throws IOException {
        int status = 200;
        JsonObject response;
        try {
            JsonObject body =
                    SandboxJson.createReader(exchange.getRequestBody()).readObject();
            response = execute(exchange.getRequestURI().getPath(), body);
        } catch (RuntimeException failed) {
            status = 400;
            response = SandboxJson.createObjectBuilder()
                    .add("wrong", String.valueOf(failed))
                    .build();
        }
        byte[] bytes = response.toString().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        // the HTTP client of Java 17 may close a connection that it reuses, if the response comes fast (JDK-8336655)
        exchange.getResponseHeaders().set("Connection", "close");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private JsonObject execute(String path, JsonObject body) {
        if (path.equals("/ca")) {
            return SandboxJson.createObjectBuilder()
                    .add("pem", sandbox.authorityPem())
                    .build();
        }
        if (path.equals("/client-key-store")) {
            byte[] store = sandbox.clientKeyStore(
                    body.getString("commonName"), body.getBoolean("known"), body.getString("password"));
            return SandboxJson.createObjectBuilder()
                    .add("bytes", Base64.getEncoder().encodeToString(store))
                    .build();
        }
        if (path.equals("/server-key-store")) {
            byte[] store = sandbox.serverKeyStore(body.getString("alias"), body.getString("password"));
            return SandboxJson.createObjectBuilder()
                    .add("bytes", Base64.getEncoder().encodeToString(store))
                    .build();
        }
        if (path.equals("/old-tls")) {
            return SandboxJson.createObjectBuilder()
                    .add("origin", sandbox.oldTls().origin().toString())
                    .build();
        }
        if (path.equals("/unresponsive")) {
            return SandboxJson.createObjectBuilder()
                    .add("origin", sandbox.unresponsive().origin().toString())
                    .build();
        }
        if (path.equals("/trickle-tls")) {
            TrickleTlsServer server = sandbox.trickleTls(body.getBoolean("handshake"));
            return SandboxJson.createObjectBuilder()
                    .add("origin", server.origin().toString())
                    .build();
        }
        if (path.equals("/open")) {
            EhrServer opened = sandbox.open(body.getString("name"), body.getString("scheme"), 0);
            return SandboxJson.createObjectBuilder()
                    .add("origin", opened.ehr().origin().toString())
                    .build();
        }
        if (path.equals("/secrets")) {
            JsonArrayBuilder secrets = SandboxJson.createArrayBuilder();
            sandbox.secrets().forEach(secrets::add);
            return SandboxJson.createObjectBuilder().add("secrets", secrets).build();
        }
        if (path.equals("/connections")) {
            int connections = sandbox.server(body.getString("name")).connections();
            return SandboxJson.createObjectBuilder()
                    .add("connections", connections)
                    .build();
        }
        return executeOnServer(path.replace("/server/", ""), sandbox.server(body.getString("name")), body);
    }

    private JsonObject executeOnServer(String command, EhrServer server, JsonObject body) {
        EhrState ehr = server.ehr();
        switch (command) {
            case "client" -> {
                SandboxClient client = SandboxClient.fromJson(body.getJsonObject("client"));
                ehr.clients().put(client.clientId(), client);
            }
            case "next" ->
                server.scripts()
                        .add(
                                Endpoint.valueOf(body.getString("endpoint")),
                                body.getJsonArray("responses").getValuesAs(JsonObject.class));
            case "release" -> server.scripts().release();
            case "publish" -> {
                OutgoingResponse document = OutgoingResponse.text(
                                200,
                                "application/json",
                                body.getJsonObject("document").toString())
                        .withHeader("Cache-Control", body.getString("cacheControl"));
                ehr.published().put("/published/" + body.getString("path"), document);
            }
            case "forget-keys" -> ehr.clientKeys().clear();
            case "forget-access-tokens" -> ehr.grants().accessTokens.clear();
            case "access-token" -> {
                return SandboxJson.createObjectBuilder()
                        .add("token", issueAccessToken(ehr, body.getString("scope")))
                        .build();
            }
            case "metadata" -> ehr.metadataPatch(body.getJsonObject("patch"));
            case "clock" ->
                ehr.clockOffset(Duration.ofMillis(body.getJsonNumber("offset").longValue()));
            case "quirks" -> ehr.quirks(quirks(body));
            case "idtokens" -> ehr.idTokenPlan(body.getJsonObject("plan"));
            case "bulk" -> ehr.bulkPlan(body.getJsonObject("plan"));
            case "keys" -> changeKeys(ehr, body);
            case "brands" -> ehr.brands(body.getJsonObject("bundle"));
            case "hospitals" -> ehr.hospitals(body.getInt("count"));
            case "token-lifetime" -> ehr.tokenLifetime(body.getInt("seconds"));
            case "deny" -> ehr.consentDenied(body.getBoolean("deny"));
            case "reset" -> {
                ehr.reset();
                server.scripts().clear();
            }
            case "launch" -> {
                return SandboxJson.createObjectBuilder()
                        .add("launch", ehr.startLaunch(body.getJsonObject("context")))
                        .build();
            }
            case "initial-access-token" -> {
                String token = server.registrations().issueInitialAccessToken();
                server.seenSecrets().add(token);
                return SandboxJson.createObjectBuilder().add("token", token).build();
            }
            case "requests" -> {
                return requests(server);
            }
            case "token-families" -> {
                return tokenFamilies(ehr);
            }
            case "authorize" -> {
                return authorize(server, body);
            }
            default -> throw new IllegalArgumentException("unknown command: " + command);
        }
        return JsonValue.EMPTY_JSON_OBJECT;
    }

    private static String issueAccessToken(EhrState ehr, String scope) {
        String token = RandomSecrets.next();
        Instant expiresAt = ehr.now().plusSeconds(TokenIssuanceEndpoint.DEFAULT_LIFETIME_SECONDS);
        ehr.grants()
                .accessTokens
                .put(token, new Grants.Token("", scope, JsonValue.EMPTY_JSON_OBJECT, expiresAt, RandomSecrets.next()));
        return token;
    }

    private static void changeKeys(EhrState ehr, JsonObject body) {
        List<String> algorithms = body.getJsonArray("algorithms").getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .toList();
        if (body.getBoolean("add")) {
            ehr.signingKeys().add(algorithms);
        } else {
            ehr.signingKeys().replace(algorithms);
        }
    }

    private static Set<Quirk> quirks(JsonObject body) {
        Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);
        body.getJsonArray("quirks").getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .map(Quirk::valueOf)
                .forEach(quirks::add);
        return quirks;
    }

    private static JsonObject requests(EhrServer server) {
        JsonArrayBuilder requests = SandboxJson.createArrayBuilder();
        server.scripts().records().stream().map(RecordedRequest::toJson).forEach(requests::add);
        return SandboxJson.createObjectBuilder().add("requests", requests).build();
    }

    private static JsonObject tokenFamilies(EhrState ehr) {
        JsonArrayBuilder families = SandboxJson.createArrayBuilder();
        ehr.grants().families.all().stream().map(TokenFamily::toJson).forEach(families::add);
        return SandboxJson.createObjectBuilder().add("families", families).build();
    }

    private static JsonObject authorize(EhrServer server, JsonObject body) {
        URI url = URI.create(body.getString("url"));
        String form = body.getString("form", "");
        String query = url.getRawQuery() == null ? "" : url.getRawQuery();
        IncomingRequest request = new IncomingRequest(
                form.isEmpty() ? "GET" : "POST",
                url,
                Map.of("host", List.of(String.valueOf(url.getAuthority()))),
                form,
                IncomingRequest.decodeForm(query),
                IncomingRequest.decodeForm(form),
                0,
                "");
        server.record(Endpoint.AUTHORIZE, request);
        OutgoingResponse response = server.authorize(request);
        return SandboxJson.createObjectBuilder()
                .add("status", response.status())
                .add("location", response.headers().getOrDefault("Location", ""))
                .build();
    }
}
