package io.safire.internal.key;

import java.math.BigInteger;
import java.security.Key;
import java.security.PrivateKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.ECParameterSpec;
import org.jose4j.keys.EllipticCurves;
import org.jspecify.annotations.Nullable;

/**
 * The rule for the signature algorithm of a key.
 *
 * @param configured the algorithm that the server demands; null for the algorithms of SMART
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/client-confidential-asymmetric.html">SMART App Launch
 *     2.2.0, RS384 and ES384</a>
 */
public record AlgorithmRule(@Nullable SignatureAlgorithm configured) {

    private static final int MIN_RSA_BITS = 2048;

    /**
     * Returns the signature algorithm of a public or private key. If a key in a hardware security module does not
     * expose its parameters, only its type determines the algorithm.
     *
     * @throws UnusableKeyException if the key is not allowed
     */
    public String algorithmOf(Key key) {
        if (key instanceof RSAKey rsa) {
            return rsa(rsa.getModulus());
        }
        if (key instanceof ECKey ec) {
            return ec(ec.getParams());
        }
        if (key instanceof PrivateKey && key.getAlgorithm().equals("RSA")) {
            return requireType(SignatureAlgorithm.RS384);
        }
        if (key instanceof PrivateKey && key.getAlgorithm().equals("EC")) {
            return requireType(SignatureAlgorithm.ES384);
        }
        throw otherAlgorithm(key.getAlgorithm());
    }

    public boolean allows(String algorithm) {
        return configured == null
                ? SignatureAlgorithm.isOfSmart(algorithm)
                : configured.name().equals(algorithm);
    }

    public String description() {
        return configured == null ? "SMART requires RS384 or ES384" : "assertion-algorithm is " + configured;
    }

    /** Describes a key of a type that cannot sign client assertions. */
    UnusableKeyException otherAlgorithm(String algorithm) {
        return new UnusableKeyException("a key for the algorithm " + algorithm + "; "
                + (configured == null
                        ? "SMART requires RSA (RS384) or EC on P-384 (ES384)"
                        : "assertion-algorithm " + configured + " requires " + configured.requiredKey()));
    }

    /** Describes an EC key on a curve that the JDK does not know. */
    UnusableKeyException unknownCurve() {
        String algorithm = requireType(SignatureAlgorithm.ES384);
        return new UnusableKeyException("an EC key that is not on the curve "
                + SignatureAlgorithm.valueOf(algorithm).curve() + ", which " + algorithm + " requires");
    }

    private String rsa(BigInteger modulus) {
        String algorithm = requireType(SignatureAlgorithm.RS384);
        if (modulus.bitLength() < MIN_RSA_BITS) {
            throw new UnusableKeyException(
                    "an RSA key of " + modulus.bitLength() + " bits; " + algorithm + " requires at least 2048");
        }
        return algorithm;
    }

    private String ec(@Nullable ECParameterSpec parameters) {
        String algorithm = requireType(SignatureAlgorithm.ES384);
        String required = SignatureAlgorithm.valueOf(algorithm).curve();
        String curve = parameters == null ? null : EllipticCurves.getName(parameters.getCurve());
        if (curve == null) {
            throw unknownCurve();
        }
        if (!curve.equals(required)) {
            throw new UnusableKeyException(
                    "an EC key on the curve " + curve + ", but " + algorithm + " requires " + required);
        }
        return algorithm;
    }

    /** Returns the configured algorithm or, if it is not set, the algorithm of SMART for the type of the key. */
    private String requireType(SignatureAlgorithm ofSmart) {
        if (configured != null && !configured.keyType().equals(ofSmart.keyType())) {
            throw new UnusableKeyException((ofSmart.keyType().equals("RSA") ? "an RSA key" : "an EC key")
                    + ", but assertion-algorithm " + configured + " requires " + configured.requiredKey());
        }
        return configured == null ? ofSmart.name() : configured.name();
    }
}
