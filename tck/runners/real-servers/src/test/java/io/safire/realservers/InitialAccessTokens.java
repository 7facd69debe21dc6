package io.safire.realservers;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;

/** A source of initial access tokens, which it obtains with operator credentials. */
final class InitialAccessTokens {

    static final String NAME = "operator";
    static final String PASSWORD = "operator-secret";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private InitialAccessTokens() {}

    /** Returns an initial access token for up to 20 clients from Keycloak's administration API. */
    static String fromKeycloak(String origin) throws IOException {
        JsonObject signedIn = post(formRequest(origin + "/realms/master/protocol/openid-connect/token")
                .POST(BodyPublishers.ofString(
                        "grant_type=password&client_id=admin-cli&username=" + NAME + "&password=" + PASSWORD)));
        JsonObject created =
                post(HttpRequest.newBuilder(URI.create(origin + "/admin/realms/smart/clients-initial-access"))
                        .header("Authorization", "Bearer " + signedIn.getString("access_token"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"count\":20,\"expiration\":0}")));
        return created.getString("token");
    }

    /** Returns an access token with the scope {@code client.create}, which Spring Authorization Server accepts for one client. */
    static String fromSpring(String tokenEndpoint) throws IOException {
        String pair = Base64.getEncoder().encodeToString((NAME + ":" + PASSWORD).getBytes(UTF_8));
        JsonObject issued = post(formRequest(tokenEndpoint)
                .header("Authorization", "Basic " + pair)
                .POST(BodyPublishers.ofString(
                        "grant_type=client_credentials&scope=" + URLEncoder.encode("client.create", UTF_8))));
        return issued.getString("access_token");
    }

    private static HttpRequest.Builder formRequest(String address) {
        return HttpRequest.newBuilder(URI.create(address))
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded");
    }

    private static JsonObject post(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IOException("HTTP " + response.statusCode() + " from " + response.uri());
            }
            return Json.createReader(new StringReader(response.body())).readObject();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }
}
