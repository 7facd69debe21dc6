package io.safire.internal.diagnosis;

import io.safire.internal.http.InboundResponse;
import io.safire.internal.text.InvalidJsonException;
import io.safire.internal.text.JsonValues;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The client's JWKS at {@code jwks-url}. */
final class PublishedJwks {

    private PublishedJwks() {}

    /** The result is empty if {@code jwks-url} is not set. */
    static Optional<URI> address(Evidence evidence) {
        return Optional.ofNullable(evidence.settings().assertion().jwksUrl()).map(URI::create);
    }

    /** The result is empty if {@code jwks-url} is not set. */
    static Optional<Probe> probe(Evidence evidence) {
        return address(evidence).map(evidence::document);
    }

    /** The result is empty if the document is not a JWKS. */
    static List<JsonObject> keys(Evidence evidence) {
        Optional<InboundResponse> response = probe(evidence).flatMap(Probe::success);
        if (response.isEmpty()) {
            return List.of();
        }
        try {
            JsonObject document = response.get().json().members();
            return document.get("keys") instanceof JsonArray array
                    ? array.stream()
                            .filter(JsonObject.class::isInstance)
                            .map(JsonObject.class::cast)
                            .toList()
                    : List.of();
        } catch (InvalidJsonException notJson) {
            return List.of();
        }
    }

    static List<JsonObject> withKid(Evidence evidence, String kid) {
        return keys(evidence).stream()
                .filter(jwk -> JsonValues.text(jwk, "kid").orElse("").equals(kid))
                .toList();
    }
}
