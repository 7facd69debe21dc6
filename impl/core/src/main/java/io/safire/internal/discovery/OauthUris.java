package io.safire.internal.discovery;

import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.ReceivedJson;
import io.safire.internal.text.InvalidJsonException;
import io.safire.internal.text.JsonValues;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The extension {@code oauth-uris} of a CapabilityStatement, from which clients read the endpoints before SMART App
 * Launch 2.0.
 */
public record OauthUris(JsonObject statement) {

    /** Public FHIR servers have CapabilityStatements of 1 to 5 MB, of which only few members are read. */
    public static final int MAX_BYTES = 16 << 20;

    private static final Set<String> SELECTION = Set.of("rest", "mode", "security", "extension", "url", "valueUri");
    private static final String URL = "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris";

    /** The members of the SMART configuration. The keys are the names of the endpoints in the extension. */
    private static final Map<String, String> MEMBERS = Map.of(
            "authorize", "authorization_endpoint",
            "token", "token_endpoint",
            "register", "registration_endpoint",
            "introspect", "introspection_endpoint",
            "revoke", "revocation_endpoint",
            "manage", "management_endpoint");

    /**
     * Reads only those members of a CapabilityStatement that are necessary to find the extension.
     *
     * @throws InvalidJsonException if the body contains no JSON object that can be read with certainty
     */
    public static ReceivedJson read(InboundResponse statement) {
        return statement.json(MAX_BYTES, SELECTION);
    }

    /** Returns the text of the first URL of an endpoint, such as {@code token}. */
    public Optional<String> find(String endpoint) {
        return objects(statement, "rest")
                .filter(rest -> !JsonValues.text(rest, "mode").orElse("").equals("client"))
                .map(rest -> rest.get("security"))
                .filter(JsonObject.class::isInstance)
                .map(JsonValue::asJsonObject)
                .flatMap(security -> extensions(security, URL))
                .flatMap(uris -> extensions(uris, endpoint))
                .flatMap(extension -> JsonValues.text(extension, "valueUri").stream())
                .findFirst();
    }

    /** Returns the endpoints as members of a SMART configuration. */
    JsonObject toMetadata() {
        JsonObjectBuilder members = JsonValues.object();
        MEMBERS.forEach((endpoint, member) -> find(endpoint).ifPresent(url -> members.add(member, url)));
        return members.build();
    }

    private static Stream<JsonObject> extensions(JsonObject element, String url) {
        return objects(element, "extension")
                .filter(extension ->
                        JsonValues.text(extension, "url").orElse("").equals(url));
    }

    private static Stream<JsonObject> objects(JsonObject parent, String member) {
        return parent.get(member) instanceof JsonArray array
                ? array.stream().filter(JsonObject.class::isInstance).map(JsonValue::asJsonObject)
                : Stream.of();
    }
}
