package io.safire.internal.identity;

import java.util.Arrays;
import java.util.Optional;

/**
 * The permitted signature algorithms of ID tokens. All permitted algorithms use a private key; {@code none} and
 * algorithms with a shared secret are excluded. Each algorithm requires one particular key type (RFC 8725, section
 * 3.1).
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

    /** Returns the curve of an EC key, or an empty string for RSA. */
    String curve() {
        return curve;
    }

    static Optional<SignatureAlgorithm> find(String name) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.name().equals(name))
                .findFirst();
    }

    static String[] names() {
        return Arrays.stream(values()).map(Enum::name).toArray(String[]::new);
    }
}
