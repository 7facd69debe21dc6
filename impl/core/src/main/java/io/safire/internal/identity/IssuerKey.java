package io.safire.internal.identity;

import io.safire.internal.key.SignatureAlgorithm;
import io.safire.internal.key.UnusableKeyException;
import io.safire.internal.text.JsonValues;
import io.safire.internal.text.LogSanitizer;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * A public key of an issuer.
 *
 * @param kid the {@code kid}; null if the JWK has no {@code kid}
 * @param keyType {@code RSA} or {@code EC}
 * @param curve the curve of an EC key, empty for RSA
 * @param algorithm the {@code alg} to which the JWK is restricted; null if it is unrestricted
 */
record IssuerKey(
        @Nullable String kid,
        String keyType,
        String curve,
        @Nullable String algorithm,
        PublicKey key) {

    /** The cost of a verification grows with the cube of the modulus size and linearly with the exponent size. */
    private static final int MAX_MODULUS_BITS = 8192;

    private static final int MAX_EXPONENT_BITS = 64;
    private static final BigInteger MIN_EXPONENT = BigInteger.valueOf(3);

    /** The length of 8,192 bits in base64url, plus room for leading zeros. */
    private static final int MAX_CHARACTERS = 1400;

    private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]*");
    private static final List<String> NUMERIC_MEMBERS = List.of("n", "e", "x", "y");

    /** The members that a key requires in addition to {@code kty}. */
    private static final Map<String, List<String>> REQUIRED_MEMBERS =
            Map.of("RSA", List.of("n", "e"), "EC", List.of("crv", "x", "y"));

    /**
     * @throws UnusableKeyException if the JWK is unusable or has another purpose; the caller ignores such a JWK (RFC
     *     7517, section 5)
     */
    static IssuerKey read(JsonObject jwk) {
        requirePurpose(jwk);
        requireMembers(jwk);
        return parse(jwk);
    }

    private static void requirePurpose(JsonObject jwk) {
        requireValue(jwk, "use", "sig"::equals, "sig");
        requireValue(
                jwk,
                "alg",
                value -> SignatureAlgorithm.find(value).isPresent(),
                "one of " + String.join(", ", SignatureAlgorithm.names()));
        boolean allowsVerification = !(jwk.get("key_ops") instanceof JsonArray operations)
                || operations.stream()
                        .anyMatch(value -> value instanceof JsonString operation
                                && operation.getString().equals("verify"));
        if (!allowsVerification) {
            throw new UnusableKeyException("its key_ops does not contain verify");
        }
    }

    private static void requireValue(JsonObject jwk, String member, Predicate<String> isValid, String valid) {
        JsonValues.string(jwk, member).filter(isValid.negate()).ifPresent(value -> {
            throw new UnusableKeyException("its " + member + " is " + LogSanitizer.sanitize(value) + ", not " + valid);
        });
    }

    private static void requireMembers(JsonObject jwk) {
        if (JsonValues.string(jwk, "kty").isEmpty()) {
            throw new UnusableKeyException("it has no kty");
        }
        requireValue(jwk, "kty", REQUIRED_MEMBERS::containsKey, "RSA or EC");
        String missing = REQUIRED_MEMBERS.getOrDefault(jwk.getString("kty"), List.of()).stream()
                .filter(member -> JsonValues.string(jwk, member).isEmpty())
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new UnusableKeyException(
                    "it lacks " + missing + (jwk.containsKey("x5c") ? ", and x5c does not replace them" : ""));
        }
    }

    boolean supports(SignatureAlgorithm requested) {
        return requested.keyType().equals(keyType)
                && requested.curve().equals(curve)
                && (algorithm == null || algorithm.equals(requested.name()));
    }

    private static IssuerKey parse(JsonObject jwk) {
        Map<String, Object> members = new HashMap<>();
        for (String member : NUMERIC_MEMBERS) {
            JsonValues.string(jwk, member).ifPresent(value -> members.put(member, value));
        }
        members.forEach((member, value) -> {
            if (!isBase64UrlNumber(value)) {
                throw new UnusableKeyException("its " + member + " is not a number in base64url, or is too long");
            }
        });
        members.put("kty", jwk.getString("kty"));
        members.put("crv", JsonValues.string(jwk, "crv").orElse(""));
        IssuerKey key = create(jwk, members);
        if (!key.isWithinBounds()) {
            throw new UnusableKeyException("its n or e is outside of the limits");
        }
        return key;
    }

    private static IssuerKey create(JsonObject jwk, Map<String, Object> members) {
        try {
            PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(members);
            return new IssuerKey(
                    JsonValues.string(jwk, "kid").orElse(null),
                    key.getKeyType(),
                    JsonValues.string(jwk, "crv").orElse(""),
                    JsonValues.string(jwk, "alg").orElse(null),
                    key.getPublicKey());
        } catch (JoseException | RuntimeException unusable) {
            throw new UnusableKeyException("its members are not a valid key");
        }
    }

    /** The library jose4j ignores characters outside base64url, so this method rejects them. */
    private static boolean isBase64UrlNumber(Object value) {
        String text = value.toString();
        return text.length() <= MAX_CHARACTERS && BASE64URL.matcher(text).matches();
    }

    private boolean isWithinBounds() {
        if (!(key instanceof RSAPublicKey rsa)) {
            return true;
        }
        BigInteger exponent = rsa.getPublicExponent();
        return rsa.getModulus().bitLength() <= MAX_MODULUS_BITS
                && exponent.bitLength() <= MAX_EXPONENT_BITS
                && exponent.testBit(0)
                && exponent.compareTo(MIN_EXPONENT) >= 0;
    }
}
