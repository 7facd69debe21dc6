package io.safire.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of each registration rule, with requests that pass and requests that fail. */
class DynamicRegistrationEndpointTest {

    private static Sandbox sandbox;
    private static SandboxServer ehr;

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonObject app = json("""
            {"redirect_uris":["https://app.example/callback"],"token_endpoint_auth_method":"client_secret_basic",
            "grant_types":["authorization_code"],"scope":"openid","x_vendor":1}
            """);

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start();
        ehr = SandboxControl.at(sandbox.control()).open("ehr");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void reset() {
        ehr.reset();
    }

    @Test
    void initialAccessTokenRegistersOneClient() throws Exception {
        String token = ehr.issueInitialAccessToken();
        assertThat(register("", app).statusCode()).isEqualTo(401);
        assertThat(register("made-up", app).statusCode()).isEqualTo(401);
        HttpResponse<String> response = register(token, app);
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(json(response.body()))
                .containsKeys("client_id", "client_secret", "registration_access_token", "x_vendor")
                .containsEntry(
                        "response_types",
                        SandboxJson.createArrayBuilder().add("code").build());
        assertThat(register(token, app).statusCode()).isEqualTo(401);
        ehr.setQuirks(Quirk.OPEN_REGISTRATION);
        assertThat(register("", app).statusCode()).isEqualTo(201);
    }

    @Test
    void rejectsInvalidMetadata() throws Exception {
        ehr.setQuirks(Quirk.OPEN_REGISTRATION);
        Map<String, String> invalidMembers = Map.of(
                "redirect_uris", "[\"http://app.example/callback\"]",
                "grant_types", "[\"password\"]",
                "response_types", "[\"token\"]",
                "token_endpoint_auth_method", "\"client_secret_post\"",
                "jwks_uri", "\"http://app.example/jwks\"",
                "client_id", "\"mine\"",
                "jwks", "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"a\",\"d\":\"AA\"}]}");
        for (Map.Entry<String, String> member : invalidMembers.entrySet()) {
            JsonObject body = SandboxJson.createObjectBuilder(app)
                    .addAll(SandboxJson.createObjectBuilder(
                            json("{\"" + member.getKey() + "\":" + member.getValue() + "}")))
                    .build();
            HttpResponse<String> response = register("", body);
            assertThat(response.statusCode()).as(member.getKey()).isEqualTo(400);
            assertThat(json(response.body()).getString("error"))
                    .isEqualTo(
                            member.getKey().equals("redirect_uris")
                                    ? "invalid_redirect_uri"
                                    : "invalid_client_metadata");
        }
        assertThat(send("POST", ehr.registrationEndpoint(), "", "redirect_uris=a")
                        .statusCode())
                .as("form instead of JSON")
                .isEqualTo(400);
    }

    @Test
    void appliesQuirks() throws Exception {
        ehr.setQuirks(Quirk.OPEN_REGISTRATION, Quirk.SCOPE_NOT_REGISTERED);
        assertThat(register("", app).statusCode()).isEqualTo(403);
        ehr.setQuirks(Quirk.OPEN_REGISTRATION, Quirk.REGISTRATION_AS_TEXT, Quirk.NO_REGISTRATION_MANAGEMENT);
        HttpResponse<String> response = register("", app);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain");
        assertThat(json(response.body())).doesNotContainKey("registration_client_uri");
    }

    @Test
    void managesRegistrationWithLatestTokenOnly() throws Exception {
        ehr.setQuirks(Quirk.OPEN_REGISTRATION);
        JsonObject first = json(register("", app).body());
        URI address = URI.create(first.getString("registration_client_uri"));
        JsonObject second = json(send("GET", address, token(first), "").body());
        assertThat(token(second)).isNotEqualTo(token(first));
        assertThat(send("GET", address, token(first), "").statusCode()).isEqualTo(401);
        JsonObject update = SandboxJson.createObjectBuilder(app)
                .add("client_id", first.getString("client_id"))
                .add("client_name", "Renamed")
                .build();
        assertThat(send("PUT", address, token(second), app.toString()).statusCode())
                .as("without client_id")
                .isEqualTo(400);
        assertThat(send("PUT", address, token(second), with(update, "client_secret", "other"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(send("PUT", address, token(second), with(update, "registration_access_token", "x"))
                        .statusCode())
                .isEqualTo(400);
        JsonObject third =
                json(send("PUT", address, token(second), update.toString()).body());
        assertThat(third.getString("client_name")).isEqualTo("Renamed");
        assertThat(third.getString("client_secret")).isEqualTo(first.getString("client_secret"));
        assertThat(send("DELETE", address, token(third), "").statusCode()).isEqualTo(204);
        assertThat(send("GET", address, token(third), "").statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> register(String token, JsonObject metadata) throws Exception {
        return send("POST", ehr.registrationEndpoint(), token, metadata.toString());
    }

    private HttpResponse<String> send(String method, URI address, String token, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body.startsWith("{")) {
            request.header("Content-Type", "application/json");
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String token(JsonObject registration) {
        return registration.getString("registration_access_token");
    }

    private static String with(JsonObject object, String name, String value) {
        return SandboxJson.createObjectBuilder(object).add(name, value).build().toString();
    }

    private static JsonObject json(String text) {
        return text.isEmpty()
                ? JsonValue.EMPTY_JSON_OBJECT
                : SandboxJson.createReader(new StringReader(text)).readObject();
    }
}
