package io.safire.sandbox;

import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A client of bulk data exports that sends each request exactly as a test specifies. */
final class BulkClient {

    private final HttpClient http = HttpClient.newHttpClient();
    private final SandboxServer ehr;
    private final String token;

    BulkClient(SandboxServer ehr, String scope) {
        this.ehr = ehr;
        this.token = ehr.issueAccessToken(scope);
    }

    /** Returns a correct kick-off request, which the caller can change. */
    HttpRequest.Builder kickOff(String pathAndQuery) {
        return authorized(ehr.fhirBase() + pathAndQuery)
                .header("Accept", "application/fhir+json")
                .header("Prefer", "respond-async");
    }

    HttpRequest.Builder post(String path, String parameters) {
        String body = "{\"resourceType\":\"Parameters\",\"parameter\":[" + parameters + "]}";
        return kickOff(path)
                .header("Content-Type", "application/fhir+json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    HttpRequest.Builder authorized(String url) {
        return HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<byte[]> download(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** Starts an export and returns its status URL. */
    String start(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = send(request);
        return response.headers()
                .firstValue("Content-Location")
                .orElseThrow(() -> new AssertionError(response.statusCode() + " " + response.body()));
    }

    /** Requests the status until the manifest is complete, and returns the manifest. */
    JsonObject manifest(HttpRequest.Builder kickOff) throws Exception {
        String status = start(kickOff);
        HttpResponse<String> response = send(authorized(status));
        while (response.statusCode() == 202) {
            response = send(authorized(status));
        }
        return json(response);
    }

    static JsonObject json(HttpResponse<String> response) {
        return SandboxJson.createReader(new StringReader(response.body())).readObject();
    }

    static String url(JsonObject manifest, String list, int index) {
        return manifest.getJsonArray(list).getJsonObject(index).getString("url");
    }
}
