package io.safire.internal.diagnosis;

import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.ReceivedJson;
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
        return read(evidence).map(json -> json.members().get("keys")).filter(JsonArray.class::isInstance).stream()
                .flatMap(keys -> keys.asJsonArray().stream())
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .toList();
    }

    /**
     * Returns the violations of a response that can be read. They are information only, because many authorization
     * servers tolerate them.
     */
    static List<Finding> violations(Evidence evidence) {
        return read(evidence)
                .map(json -> json.findingsAbout(address(evidence).orElseThrow()))
                .orElse(List.of())
                .stream()
                .map(finding -> finding.withSeverity(Severity.INFO))
                .toList();
    }

    private static Optional<ReceivedJson> read(Evidence evidence) {
        try {
            return probe(evidence).flatMap(Probe::success).map(InboundResponse::json);
        } catch (InvalidJsonException notJson) {
            return Optional.empty();
        }
    }

    static List<JsonObject> withKid(Evidence evidence, String kid) {
        return keys(evidence).stream()
                .filter(jwk -> JsonValues.text(jwk, "kid").orElse("").equals(kid))
                .toList();
    }
}
