package io.safire.internal.key;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jose4j.keys.EllipticCurves;

/**
 * Reader of keys in DER format. The JDK decodes all structures except the structure of a SEC1 key. This class reads
 * only the private value of a SEC1 key.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5208">RFC 5208 (PKCS#8), RFC 8017 (PKCS#1), RFC 5915 (SEC1)</a>
 */
final class DerKeys {

    /** The object identifiers in hexadecimal digits. */
    private static final Map<String, String> ALGORITHMS = Map.of(
            "06092a864886f70d010101",
            "RSA",
            "06072a8648ce3d0201",
            "EC",
            "06092a864886f70d01010a",
            "RSASSA-PSS",
            "06032b6570",
            "Ed25519",
            "06032b6571",
            "Ed448",
            "06032b656e",
            "X25519",
            "06072a8648ce380401",
            "DSA");

    /** The object identifier of a prime field. Only explicit curve parameters contain this identifier. */
    private static final String EXPLICIT_PARAMETERS = "06072a8648ce3d0101";

    /**
     * A SEC1 key in hexadecimal digits. The structure is a SEQUENCE of INTEGER 1, an OCTET STRING, optionally [0] the
     * object identifier of the curve, and optionally [1] the public key.
     */
    private record Sec1Format(Pattern pattern, ECParameterSpec curve) {
        static Sec1Format of(int bytes, String curveOid, ECParameterSpec curve) {
            return new Sec1Format(
                    Pattern.compile("30(?:[0-7].|81..)02010104%02x([0-9a-f]{%d})(?:a0..%s)?(?:a1.*)?"
                            .formatted(bytes, 2 * bytes, curveOid)),
                    curve);
        }

        Optional<ECPrivateKeySpec> read(String hex) {
            Matcher key = pattern.matcher(hex);
            return key.matches()
                    ? Optional.of(new ECPrivateKeySpec(new BigInteger(key.group(1), 16), curve))
                    : Optional.empty();
        }
    }

    private static final List<Sec1Format> SEC1_FORMATS = List.of(
            Sec1Format.of(32, "06082a8648ce3d030107", EllipticCurves.P256),
            Sec1Format.of(48, "06052b81040022", EllipticCurves.P384),
            Sec1Format.of(66, "06052b81040023", EllipticCurves.P521));

    private DerKeys() {}

    /**
     * Reads a key.
     *
     * @param rule the rule for the message about an unsuitable key
     * @throws UnusableKeyException if the JDK cannot read the key
     */
    static Key read(DerStructure structure, byte[] content, AlgorithmRule rule) {
        String hex = HexFormat.of().formatHex(content);
        try {
            return switch (structure) {
                case PKCS8 -> factory(hex, rule).generatePrivate(new PKCS8EncodedKeySpec(content));
                case PUBLIC_KEY -> factory(hex, rule).generatePublic(new X509EncodedKeySpec(content));
                case PKCS1 -> KeyFactory.getInstance("RSA").translateKey(new Pkcs1PrivateKey(content));
                case PKCS1_PUBLIC_KEY -> KeyFactory.getInstance("RSA").translateKey(new Pkcs1PublicKey(content));
                case SEC1 -> KeyFactory.getInstance("EC").generatePrivate(sec1(hex, rule));
                default -> throw new UnusableKeyException(structure.description() + ", not a key");
            };
        } catch (GeneralSecurityException unreadable) {
            throw unreadable(hex, rule);
        }
    }

    private static KeyFactory factory(String hex, AlgorithmRule rule) throws GeneralSecurityException {
        String algorithm = algorithm(hex);
        if (!algorithm.equals("RSA") && !algorithm.equals("EC")) {
            throw rule.otherAlgorithm(algorithm);
        }
        return KeyFactory.getInstance(algorithm);
    }

    private static String algorithm(String hex) {
        return ALGORITHMS.keySet().stream()
                .filter(hex::contains)
                .min((one, other) -> Integer.compare(hex.indexOf(one), hex.indexOf(other)))
                .map(oid -> String.valueOf(ALGORITHMS.get(oid)))
                .orElse("unknown");
    }

    private static ECPrivateKeySpec sec1(String hex, AlgorithmRule rule) {
        return SEC1_FORMATS.stream()
                .flatMap(format -> format.read(hex).stream())
                .findFirst()
                .orElseThrow(() -> unreadable(hex, rule));
    }

    private static UnusableKeyException unreadable(String hex, AlgorithmRule rule) {
        if (hex.contains(EXPLICIT_PARAMETERS)) {
            return new UnusableKeyException(
                    "an EC key with explicit curve parameters, which Java cannot read; convert it"
                            + " with: openssl ec -in old.pem -param_enc named_curve -out key.pem");
        }
        return algorithm(hex).equals("RSA") ? new UnusableKeyException("a damaged RSA key") : rule.unknownCurve();
    }

    /** A key in PKCS#1 format. The JDK translates this format since version 17 (JDK-8023980). */
    private record Pkcs1PrivateKey(byte[] encoded) implements PrivateKey {
        @Override
        public String getAlgorithm() {
            return "RSA";
        }

        @Override
        public String getFormat() {
            return "PKCS#1";
        }

        @Override
        public byte[] getEncoded() {
            return encoded;
        }
    }

    private record Pkcs1PublicKey(byte[] encoded) implements PublicKey {
        @Override
        public String getAlgorithm() {
            return "RSA";
        }

        @Override
        public String getFormat() {
            return "PKCS#1";
        }

        @Override
        public byte[] getEncoded() {
            return encoded;
        }
    }
}
