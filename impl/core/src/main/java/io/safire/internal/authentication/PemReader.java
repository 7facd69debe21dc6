package io.safire.internal.authentication;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jose4j.keys.EllipticCurves;

/**
 * Reader of keys in PEM format. The JDK decodes all key structures except that of a SEC1 key, of which only the private
 * value is needed.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5208">RFC 5208 (PKCS#8), RFC 8017 (PKCS#1), RFC 5915 (SEC1)</a>
 */
final class PemReader {

    private static final String BLOCK = "-----BEGIN (%s)-----([A-Za-z0-9+/=\\s\\\\n]+?)-----END \\1-----";
    private static final Pattern PRIVATE_KEY = Pattern.compile(BLOCK.formatted("[A-Z ]*PRIVATE KEY"));
    private static final Pattern PUBLIC_KEY = Pattern.compile(BLOCK.formatted("PUBLIC KEY"));
    /** The object identifier (OID) of rsaEncryption with its header, as PKCS#8 and X.509 contain it. */
    private static final String RSA_OID = "06092a864886f70d010101";
    /**
     * The structure of a SEC1 key in hexadecimal digits. The structure is a SEQUENCE of INTEGER 1, an OCTET STRING of 48
     * bytes, optionally [0] OID secp384r1, and optionally [1] the public key.
     */
    private static final Pattern SEC1_P384 =
            Pattern.compile("30(?:[0-7].|81..)0201010430([0-9a-f]{96})(?:a00706052b81040022)?(?:a1.*)?");

    private PemReader() {}

    /**
     * Reads the first private key. If the text contains no private key, reads the first public key.
     *
     * @throws UnusableKeyException if the text contains no key that the JDK can read
     */
    static Key read(String pem) {
        boolean isPrivate = pem.contains("PRIVATE KEY");
        if (isPrivate && pem.contains("ENCRYPTED")) {
            throw new UnusableKeyException("an encrypted PEM; decrypt it and protect the file instead");
        }
        Matcher block = (isPrivate ? PRIVATE_KEY : PUBLIC_KEY).matcher(pem);
        if (!block.find()) {
            throw new UnusableKeyException(isPrivate ? "a damaged PEM" : NonKeyText.describe(pem));
        }
        try {
            return read(block.group(1), decode(block.group(2)));
        } catch (GeneralSecurityException otherAlgorithm) {
            throw new UnusableKeyException(
                    "a PEM that holds neither an RSA nor an EC " + (isPrivate ? "private" : "public") + " key");
        }
    }

    private static Key read(String type, byte[] content) throws GeneralSecurityException {
        String hex = HexFormat.of().formatHex(content);
        KeyFactory factory = KeyFactory.getInstance(hex.contains(RSA_OID) ? "RSA" : "EC");
        return switch (type) {
            case "PUBLIC KEY" -> factory.generatePublic(new X509EncodedKeySpec(content));
            case "PRIVATE KEY" -> factory.generatePrivate(new PKCS8EncodedKeySpec(content));
            case "RSA PRIVATE KEY" -> KeyFactory.getInstance("RSA").translateKey(new Pkcs1Key(content));
            case "EC PRIVATE KEY" -> factory.generatePrivate(new ECPrivateKeySpec(sec1Value(hex), EllipticCurves.P384));
            default -> throw new UnusableKeyException("a PEM of type " + type);
        };
    }

    private static BigInteger sec1Value(String hex) {
        Matcher key = SEC1_P384.matcher(hex);
        if (!key.matches()) {
            throw new UnusableKeyException("an EC key that is not on the curve P-384, which ES384 requires");
        }
        return new BigInteger(key.group(1), 16);
    }

    /**
     * Decodes Base64. Some configuration sources replace a line break with the two characters backslash and n, so these
     * two characters are ignored.
     */
    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64.replace("\\n", "").replaceAll("\\s", ""));
        } catch (IllegalArgumentException damaged) {
            throw new UnusableKeyException("a damaged PEM");
        }
    }

    /** A key in PKCS#1 format, which the JDK translates since version 17 (JDK-8023980). */
    private record Pkcs1Key(byte[] encoded) implements PrivateKey {
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
