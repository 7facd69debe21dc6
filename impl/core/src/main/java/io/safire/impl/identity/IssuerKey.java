package io.safire.impl.identity;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * A public key of an issuer.
 *
 * @param kid its identifier, if it has one
 * @param keyType {@code RSA} or {@code EC}
 * @param curve the curve of an EC key, empty for RSA
 * @param algorithm the only algorithm it is for, if it is for one only
 */
record IssuerKey(
        @Nullable String kid,
        String keyType,
        String curve,
        @Nullable String algorithm,
        PublicKey key) {

    /** 16,384 bits; a longer modulus costs too much to reckon with. */
    private static final int LONGEST = 2731;

    private static final List<String> MEMBERS = List.of("kty", "n", "e", "crv", "x", "y");

    /** Reads a JWK; one that cannot be used, or is for something else, is passed over (RFC 7517 5). */
    static Optional<IssuerKey> read(JsonObject jwk) {
        boolean forSignatures = text(jwk, "use").orElse("sig").equals("sig");
        boolean verifies = !(jwk.get("key_ops") instanceof JsonArray operations)
                || operations.stream()
                        .anyMatch(value -> value instanceof JsonString operation
                                && operation.getString().equals("verify"));
        return forSignatures && verifies ? parsed(jwk) : Optional.empty();
    }

    /** Whether a signature with the algorithm can be checked with this key. */
    boolean fits(SignatureAlgorithm wanted) {
        return wanted.keyType().equals(keyType)
                && wanted.curve().equals(curve)
                && (algorithm == null || algorithm.equals(wanted.name()));
    }

    private static Optional<IssuerKey> parsed(JsonObject jwk) {
        Map<String, Object> members = new HashMap<>();
        for (String member : MEMBERS) {
            text(jwk, member).ifPresent(value -> members.put(member, value));
        }
        if (members.values().stream().anyMatch(value -> value.toString().length() > LONGEST)) {
            return Optional.empty();
        }
        try {
            PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(members);
            return Optional.of(new IssuerKey(
                    text(jwk, "kid").orElse(null),
                    key.getKeyType(),
                    text(jwk, "crv").orElse(""),
                    text(jwk, "alg").orElse(null),
                    key.getPublicKey()));
        } catch (JoseException | RuntimeException unusable) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(JsonObject object, String name) {
        return object.get(name) instanceof JsonString string ? Optional.of(string.getString()) : Optional.empty();
    }
}
