package io.safire.impl.identity;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an ID token may be signed with: signatures by a private key only. Neither {@code none} nor a secret that both sides
 * know is among them, and each goes with one type of key (RFC 8725 3.1).
 */
enum SignatureAlgorithm {
    RS256("RSA", ""),
    RS384("RSA", ""),
    RS512("RSA", ""),
    PS256("RSA", ""),
    PS384("RSA", ""),
    PS512("RSA", ""),
    ES256("EC", "P-256"),
    ES384("EC", "P-384"),
    ES512("EC", "P-521");

    private final String keyType;
    private final String curve;

    SignatureAlgorithm(String keyType, String curve) {
        this.keyType = keyType;
        this.curve = curve;
    }

    String keyType() {
        return keyType;
    }

    /** The curve of an EC key, empty for RSA. */
    String curve() {
        return curve;
    }

    static Optional<SignatureAlgorithm> of(String name) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.name().equals(name))
                .findFirst();
    }

    static String[] names() {
        return Arrays.stream(values()).map(Enum::name).toArray(String[]::new);
    }

    static String list() {
        return Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));
    }
}
