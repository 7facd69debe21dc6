package io.safire.internal.identity;

import io.safire.internal.text.JsonValues;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
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

    /**
     * The sizes of modulus and exponent are limited, because the cost of a verification grows with the cube of the
     * modulus size and linearly with the exponent size.
     */
    private static final int MAX_MODULUS_BITS = 8192;

    private static final int MAX_EXPONENT_BITS = 64;
    private static final BigInteger MIN_EXPONENT = BigInteger.valueOf(3);

    /** The length of 8,192 bits in base64url, plus room for leading zeros. */
    private static final int MAX_CHARACTERS = 1400;

    private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]*");
    private static final List<String> NUMERIC_MEMBERS = List.of("n", "e", "x", "y");

    /**
     * Reads a JWK. The result is empty for a JWK that is unusable or has another purpose, because such a JWK should be
     * ignored (RFC 7517, section 5).
     */
    static Optional<IssuerKey> read(JsonObject jwk) {
        boolean isSignatureKey = JsonValues.string(jwk, "use").orElse("sig").equals("sig");
        boolean allowsVerification = !(jwk.get("key_ops") instanceof JsonArray operations)
                || operations.stream()
                        .anyMatch(value -> value instanceof JsonString operation
                                && operation.getString().equals("verify"));
        return isSignatureKey && allowsVerification ? parse(jwk) : Optional.empty();
    }

    /** Returns whether this key can verify signatures of the algorithm. */
    boolean supports(SignatureAlgorithm requested) {
        return requested.keyType().equals(keyType)
                && requested.curve().equals(curve)
                && (algorithm == null || algorithm.equals(requested.name()));
    }

    private static Optional<IssuerKey> parse(JsonObject jwk) {
        Map<String, Object> members = new HashMap<>();
        for (String member : NUMERIC_MEMBERS) {
            JsonValues.string(jwk, member).ifPresent(value -> members.put(member, value));
        }
        if (!members.values().stream().allMatch(IssuerKey::isBase64UrlNumber)) {
            return Optional.empty();
        }
        members.put("kty", JsonValues.string(jwk, "kty").orElse(""));
        members.put("crv", JsonValues.string(jwk, "crv").orElse(""));
        try {
            PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(members);
            return Optional.of(new IssuerKey(
                            JsonValues.string(jwk, "kid").orElse(null),
                            key.getKeyType(),
                            JsonValues.string(jwk, "crv").orElse(""),
                            JsonValues.string(jwk, "alg").orElse(null),
                            key.getPublicKey()))
                    .filter(IssuerKey::isWithinBounds);
        } catch (JoseException | RuntimeException unusable) {
            return Optional.empty();
        }
    }

    /**
     * Returns whether the value is a base64url number of permitted length. This check is necessary, because the library
     * jose4j ignores characters outside base64url.
     */
    private static boolean isBase64UrlNumber(Object value) {
        String text = value.toString();
        return text.length() <= MAX_CHARACTERS && BASE64URL.matcher(text).matches();
    }

    private static boolean isWithinBounds(IssuerKey candidate) {
        if (!(candidate.key instanceof RSAPublicKey rsa)) {
            return true;
        }
        BigInteger exponent = rsa.getPublicExponent();
        return rsa.getModulus().bitLength() <= MAX_MODULUS_BITS
                && exponent.bitLength() <= MAX_EXPONENT_BITS
                && exponent.testBit(0)
                && exponent.compareTo(MIN_EXPONENT) >= 0;
    }
}
