package io.safire.impl.credential;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import org.jose4j.jws.EcdsaUsingShaAlgorithm;

/**
 * A signed text. The JDK signs: jose4j would encode it by way of buffers of 8 KiB, one for each of its parts.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7515#section-7.1">RFC 7515, section 7.1</a>
 */
final class CompactJws {

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    /** Of ES384, RFC 7518 3.4. */
    private static final int EC_SIGNATURE_BYTES = 96;

    private CompactJws() {}

    /**
     * Signs.
     *
     * @throws UnusableKeyException if the key does not sign
     */
    static String of(String header, String payload, SigningKey key) {
        String content = encoded(header.getBytes(UTF_8)) + "." + encoded(payload.getBytes(UTF_8));
        try {
            return content + "." + encoded(signature(key, content.getBytes(UTF_8)));
        } catch (GeneralSecurityException | IOException | RuntimeException unusable) {
            throw new UnusableKeyException("a key that does not sign with " + key.algorithm());
        }
    }

    /** The providers of hardware modules need not know the JDK's name for signatures that are concatenated. */
    private static byte[] signature(SigningKey key, byte[] content) throws GeneralSecurityException, IOException {
        boolean ec = key.algorithm().equals("ES384");
        Signature signature = Signature.getInstance(ec ? "SHA384withECDSA" : "SHA384withRSA");
        signature.initSign(key.privateKey());
        signature.update(content);
        byte[] signed = signature.sign();
        return ec ? EcdsaUsingShaAlgorithm.convertDerToConcatenated(signed, EC_SIGNATURE_BYTES) : signed;
    }

    private static String encoded(byte[] bytes) {
        return BASE64URL.encodeToString(bytes);
    }
}
