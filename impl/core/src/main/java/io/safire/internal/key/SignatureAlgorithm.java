package io.safire.internal.key;

import java.util.Arrays;
import java.util.Optional;

/**
 * The permitted signature algorithms of ID tokens and client assertions. All permitted algorithms use a private key;
 * {@code none} and algorithms with a shared secret are excluded. Each algorithm requires one particular key type (RFC
 * 8725, section 3.1).
 */
public enum SignatureAlgorithm {
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

    public String keyType() {
        return keyType;
    }

    /** The result is an empty string for RSA. */
    public String curve() {
        return curve;
    }

    public String requiredKey() {
        return keyType.equals("RSA") ? "an RSA key of at least 2,048 bits" : "an EC key on " + curve;
    }

    public boolean hasSameKeys(SignatureAlgorithm other) {
        return keyType.equals(other.keyType) && curve.equals(other.curve);
    }

    /** SMART App Launch requires servers to support RS384 or ES384. */
    public static boolean isOfSmart(String name) {
        return name.equals(RS384.name()) || name.equals(ES384.name());
    }

    public static Optional<SignatureAlgorithm> find(String name) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.name().equals(name))
                .findFirst();
    }

    public static String[] names() {
        return Arrays.stream(values()).map(Enum::name).toArray(String[]::new);
    }
}
