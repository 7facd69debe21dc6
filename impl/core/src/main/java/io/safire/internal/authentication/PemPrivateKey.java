package io.safire.internal.authentication;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reader of private keys in PEM format. The JDK reads only PKCS#8. A PKCS#1 or SEC1 key is the inner part of a PKCS#8
 * structure, so it is wrapped in such a structure.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5208">RFC 5208 (PKCS#8), RFC 8017 (PKCS#1), RFC 5915 (SEC1)</a>
 */
final class PemPrivateKey {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([A-Za-z0-9+/=\\s\\\\n]+?)-----END \\1-----");

    /** SEQUENCE { OID rsaEncryption, NULL }. */
    private static final byte[] RSA_ALGORITHM_IDENTIFIER = der("300d06092a864886f70d0101010500");
    /** SEQUENCE { OID ecPublicKey, OID secp384r1 }. */
    private static final byte[] P384_ALGORITHM_IDENTIFIER = der("301006072a8648ce3d020106052b81040022");
    /** The OID of P-384 as encoded in a SEC1 key. */
    private static final byte[] P384_OID = der("06052b81040022");

    private static final int P384_BYTES = 48;

    private PemPrivateKey() {}

    static PrivateKey read(String pem) {
        if (pem.contains("ENCRYPTED")) {
            throw new UnusableKeyException("an encrypted PEM; decrypt it and protect the file instead");
        }
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw new UnusableKeyException(pem.contains("PRIVATE KEY") ? "a damaged PEM" : "neither PEM nor a JWK");
        }
        byte[] content = decode(block.group(2));
        return switch (block.group(1)) {
            case "PRIVATE KEY" -> pkcs8(content, List.of("RSA", "EC"));
            case "RSA PRIVATE KEY" -> pkcs8(wrap(RSA_ALGORITHM_IDENTIFIER, content), List.of("RSA"));
            case "EC PRIVATE KEY" -> sec1(content);
            default -> throw new UnusableKeyException("a PEM of type " + block.group(1));
        };
    }

    /**
     * Reads SEQUENCE { INTEGER 1, OCTET STRING key, [0] curve, [1] public key }. The key must have 48 bytes and the optional
     * curve must be P-384.
     */
    private static PrivateKey sec1(byte[] content) {
        int key = indexOf(content, new byte[] {2, 1, 1, 4});
        int end = key + 5 + P384_BYTES;
        boolean hasP384Length = key >= 0 && content.length >= end && content[key + 4] == P384_BYTES;
        boolean namesCurve = hasP384Length && content.length > end && content[end] == (byte) 0xA0;
        if (!hasP384Length || namesCurve && indexOf(content, P384_OID) < 0) {
            throw new UnusableKeyException("an EC key that is not on the curve P-384, which ES384 requires");
        }
        return pkcs8(wrap(P384_ALGORITHM_IDENTIFIER, content), List.of("EC"));
    }

    private static PrivateKey pkcs8(byte[] content, List<String> algorithms) {
        for (String algorithm : algorithms) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(content));
            } catch (GeneralSecurityException notThisOne) {
                // try the next algorithm; the exception below is thrown if no algorithm fits
            }
        }
        throw new UnusableKeyException("a PEM that holds neither an RSA nor an EC private key");
    }

    private static byte[] wrap(byte[] algorithm, byte[] key) {
        return sequence(new byte[] {2, 1, 0}, algorithm, element(4, key));
    }

    private static byte[] sequence(byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(content::writeBytes);
        return element(0x30, content.toByteArray());
    }

    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        if (content.length < 128) {
            element.write(content.length);
        } else if (content.length < 256) {
            element.writeBytes(new byte[] {(byte) 0x81, (byte) content.length});
        } else {
            element.writeBytes(new byte[] {(byte) 0x82, (byte) (content.length >> 8), (byte) content.length});
        }
        element.writeBytes(content);
        return element.toByteArray();
    }

    /**
     * Decodes Base64. Some configuration sources replace a line break with the two characters backslash and n, so these
     * two characters are ignored.
     */
    static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64.replace("\\n", "").replaceAll("\\s", ""));
        } catch (IllegalArgumentException damaged) {
            throw new UnusableKeyException("a damaged PEM");
        }
    }

    private static int indexOf(byte[] content, byte[] part) {
        for (int start = 0; start + part.length <= content.length; start++) {
            if (Arrays.equals(content, start, start + part.length, part, 0, part.length)) {
                return start;
            }
        }
        return -1;
    }

    private static byte[] der(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
