package io.safire.internal.authentication;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import org.jose4j.jca.ProviderContext;
import org.jose4j.jwa.AlgorithmFactoryFactory;
import org.jose4j.jws.JsonWebSignatureAlgorithm;
import org.jose4j.lang.JoseException;

/**
 * JWS compact serialization. The signature is computed by jose4j. The three parts are encoded by the JDK, because the
 * encoder of jose4j allocates a buffer of 8 KiB for each part.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7515#section-7.1">RFC 7515, section 7.1</a>
 */
final class CompactJws {

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private CompactJws() {}

    /**
     * Signs a header and a payload.
     *
     * @throws UnusableKeyException if signing with the key fails
     */
    static String sign(String header, String payload, SigningKey key) {
        String content = encode(header.getBytes(UTF_8)) + "." + encode(payload.getBytes(UTF_8));
        try {
            return content + "." + encode(signature(key, content.getBytes(UTF_8)));
        } catch (JoseException | RuntimeException unusable) {
            throw new UnusableKeyException("a key that cannot sign with " + key.algorithm());
        }
    }

    private static byte[] signature(SigningKey key, byte[] content) throws JoseException {
        JsonWebSignatureAlgorithm algorithm =
                AlgorithmFactoryFactory.getInstance().getJwsAlgorithmFactory().getAlgorithm(key.algorithm());
        algorithm.validateSigningKey(key.privateKey());
        return algorithm.sign(algorithm.prepareForSign(key.privateKey(), new ProviderContext()), content);
    }

    private static String encode(byte[] bytes) {
        return BASE64URL.encodeToString(bytes);
    }
}
