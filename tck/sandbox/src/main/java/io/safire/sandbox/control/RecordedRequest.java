package io.safire.sandbox.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request as the server received it.
 *
 * @param uri path and query
 * @param headers the header values by lower-case name
 * @param form the decoded parameters of a form body
 * @param body the body as text, empty for a form
 * @param clientPort the client's port, which is the same for all requests on one connection
 * @param clientCertificate the subject of the client's certificate; empty if the client presented no certificate or the
 *     server requests no certificate
 */
public record RecordedRequest(
        Endpoint endpoint,
        String method,
        String uri,
        Map<String, List<String>> headers,
        Map<String, List<String>> form,
        String body,
        int clientPort,
        String clientCertificate) {

    /** Returns the first value of the header with this lower-case name, or an empty string. */
    public String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, List.of("")).get(0);
    }

    /** Returns the first value of the form parameter, or an empty string if the form does not contain the parameter. */
    public String parameter(String name) {
        return form.getOrDefault(name, List.of("")).get(0);
    }

    /**
     * Returns the decoded parameters of the query, or an empty map if the URI has no query.
     *
     * @throws IllegalStateException if a parameter is repeated, which RFC 6749, section 3.1, forbids
     */
    public Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        int start = uri.indexOf('?');
        for (String pair : start < 0 ? new String[0] : uri.substring(start + 1).split("&")) {
            String[] parts = pair.split("=", 2);
            String value = parts.length == 2 ? decode(parts[1]) : "";
            if (query.put(decode(parts[0]), value) != null) {
                throw new IllegalStateException(parts[0] + " is repeated");
            }
        }
        return query;
    }

    /**
     * Returns the Basic credentials, decoded from Base64 but not form-decoded, or an empty string if the request has no
     * such credentials.
     */
    public String basicCredentials() {
        String header = header("authorization");
        return header.startsWith("Basic ") ? new String(Base64.getDecoder().decode(header.substring(6)), UTF_8) : "";
    }

    /** Returns the body as a JSON object. */
    public JsonObject json() {
        return SandboxJson.createReader(new StringReader(body)).readObject();
    }

    /** Returns the JOSE header of the client assertion, without verifying the signature. */
    public JsonObject assertionHeader() {
        return part(0);
    }

    /** Returns the claims of the client assertion, without verifying the signature. */
    public JsonObject assertionClaims() {
        return part(1);
    }

    /** Parses a request from the JSON object that {@link #toJson()} returns. */
    public static RecordedRequest fromJson(JsonObject json) {
        return new RecordedRequest(
                Endpoint.valueOf(json.getString("endpoint")),
                json.getString("method"),
                json.getString("uri"),
                lists(json.getJsonObject("headers")),
                lists(json.getJsonObject("form")),
                json.getString("body"),
                json.getInt("clientPort"),
                json.getString("clientCertificate"));
    }

    /** Returns this request as the JSON object that the control API sends. */
    public JsonObject toJson() {
        return SandboxJson.createObjectBuilder()
                .add("endpoint", endpoint.name())
                .add("method", method)
                .add("uri", uri)
                .add("headers", object(headers))
                .add("form", object(form))
                .add("body", body)
                .add("clientPort", clientPort)
                .add("clientCertificate", clientCertificate)
                .build();
    }

    private JsonObject part(int index) {
        String encoded = parameter("client_assertion").split("\\.")[index];
        String text = new String(Base64.getUrlDecoder().decode(encoded), UTF_8);
        return SandboxJson.createReader(new StringReader(text)).readObject();
    }

    private static String decode(String encoded) {
        return URLDecoder.decode(encoded, UTF_8);
    }

    private static Map<String, List<String>> lists(JsonObject object) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        object.forEach((name, values) -> lists.put(
                name,
                ((JsonArray) values)
                        .getValuesAs(JsonString.class).stream()
                                .map(JsonString::getString)
                                .toList()));
        return lists;
    }

    private static JsonObject object(Map<String, List<String>> lists) {
        JsonObjectBuilder object = SandboxJson.createObjectBuilder();
        lists.forEach((name, values) -> {
            JsonArrayBuilder array = SandboxJson.createArrayBuilder();
            values.forEach(array::add);
            object.add(name, array);
        });
        return object.build();
    }
}
