package io.safire.internal.registration;

import io.safire.internal.text.JsonValues;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;

/**
 * Validator of a JWKS that is to be registered. The results of the validation never contain values from the JWKS.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/client-confidential-asymmetric.html">SMART App Launch 2.2.0,
 *     registering a client</a>
 */
final class PublicJwksValidator {

    private static final List<String> PRIVATE_MEMBERS = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    private PublicJwksValidator() {}

    static Optional<String> findDefect(JsonValue value) {
        if (!(value instanceof JsonObject set) || !(set.get("keys") instanceof JsonArray keys) || keys.isEmpty()) {
            return Optional.of("is not a JWKS with at least one key");
        }
        if (PRIVATE_MEMBERS.stream().anyMatch(set::containsKey)) {
            return Optional.of("contains private key members, which must never be sent");
        }
        return keys.stream().flatMap(key -> findKeyDefect(key).stream()).findFirst();
    }

    private static Optional<String> findKeyDefect(JsonValue value) {
        if (!(value instanceof JsonObject key)) {
            return Optional.of("contains a key that is not a JSON object");
        }
        if (PRIVATE_MEMBERS.stream().anyMatch(key::containsKey)) {
            return Optional.of("contains private key members, which must never be sent");
        }
        return requiredMembers(JsonValues.text(key, "kty").orElse("")).stream()
                .filter(member -> JsonValues.text(key, member).isEmpty())
                .findFirst()
                .map(member -> "contains a key without " + member);
    }

    private static List<String> requiredMembers(String kty) {
        return switch (kty) {
            case "EC" -> List.of("kid", "crv", "x", "y");
            case "RSA" -> List.of("kid", "n", "e");
            default -> List.of("kty", "kid");
        };
    }
}
