package io.safire.internal.registration;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Validator that finds private keys in a JWKS before its registration. The results never contain values from the JWKS.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/client-confidential-asymmetric.html">SMART App Launch
 *     2.2.0, registering a client</a>
 */
final class PublicJwksValidator {

    private static final List<String> PRIVATE_MEMBERS = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    private PublicJwksValidator() {}

    static Optional<String> findDefect(JsonValue value) {
        if (!(value instanceof JsonObject set) || !(set.get("keys") instanceof JsonArray keys)) {
            return Optional.of("is not a JWKS");
        }
        return Stream.concat(Stream.of(set), keys.stream())
                .flatMap(key -> findKeyDefect(key).stream())
                .findFirst();
    }

    private static Optional<String> findKeyDefect(JsonValue value) {
        if (!(value instanceof JsonObject key)) {
            return Optional.of("contains a key that is not a JSON object");
        }
        return PRIVATE_MEMBERS.stream().anyMatch(key::containsKey)
                ? Optional.of("contains private key members, which must never be sent")
                : Optional.empty();
    }
}
