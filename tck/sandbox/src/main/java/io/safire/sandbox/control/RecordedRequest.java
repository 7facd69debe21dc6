package io.safire.sandbox.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request as it came.
 *
 * @param endpoint which part of the server it went to
 * @param method the HTTP method
 * @param uri path and query
 * @param headers by lower-case name
 * @param form the decoded members of a form body
 * @param body the body as text, empty for a form
 * @param clientPort the port it came from: requests of one connection have the same
 * @param clientCertificate the subject of the certificate that the client brought; empty text without one, and at servers
 *     that want none
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

    /**
     * A header.
     *
     * @param lowerCaseName its name
     * @return its first value, empty text if it is not there
     */
    public String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, List.of("")).get(0);
    }

    /**
     * A member of the form.
     *
     * @param name its name
     * @return its first value, empty text if it is not there
     */
    public String parameter(String name) {
        return form.getOrDefault(name, List.of("")).get(0);
    }

    /**
     * The Basic credentials.
     *
     * @return the pair behind {@code Basic}, decoded from Base64 only; empty text if there is none
     */
    public String basicCredentials() {
        String header = header("authorization");
        return header.startsWith("Basic ") ? new String(Base64.getDecoder().decode(header.substring(6)), UTF_8) : "";
    }

    /**
     * A JSON body.
     *
     * @return a JSON object
     */
    public JsonObject json() {
        return Json.createReader(new StringReader(body)).readObject();
    }

    /**
     * The header of the client assertion, decoded and not verified.
     *
     * @return a JSON object
     */
    public JsonObject assertionHeader() {
        return part(0);
    }

    /**
     * The claims of the client assertion, decoded and not verified.
     *
     * @return a JSON object
     */
    public JsonObject assertionClaims() {
        return part(1);
    }

    /**
     * Reads a record that was sent.
     *
     * @param json what {@link #toJson()} gave
     * @return the record
     */
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

    /**
     * The form in which it is sent.
     *
     * @return a JSON object
     */
    public JsonObject toJson() {
        return Json.createObjectBuilder()
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
        return Json.createReader(new StringReader(text)).readObject();
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
        JsonObjectBuilder object = Json.createObjectBuilder();
        lists.forEach((name, values) -> {
            JsonArrayBuilder array = Json.createArrayBuilder();
            values.forEach(array::add);
            object.add(name, array);
        });
        return object.build();
    }
}
