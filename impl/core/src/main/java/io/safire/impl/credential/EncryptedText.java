package io.safire.impl.credential;

import java.security.Key;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.lang.JoseException;

/**
 * Texts that only this application reads and changes, as JWE. Each has a content key of its own (A256KW, A256GCM), so that no
 * number of texts wears out the key that is configured.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7516">RFC 7516</a>
 */
public final class EncryptedText {

    private static final String KEY_ALGORITHM = KeyManagementAlgorithmIdentifiers.A256KW;
    private static final String CONTENT_ALGORITHM = ContentEncryptionAlgorithmIdentifiers.AES_256_GCM;
    private static final String SERVER = "server";

    private EncryptedText() {}

    /** Compresses and encrypts a text for a server. */
    public static String of(String text, String server, String keyId, Key key) {
        JsonWebEncryption encryption = new JsonWebEncryption();
        encryption.setAlgorithmHeaderValue(KEY_ALGORITHM);
        encryption.setEncryptionMethodHeaderParameter(CONTENT_ALGORITHM);
        encryption.enableDefaultCompression();
        encryption.setKeyIdHeaderValue(keyId);
        encryption.setHeader(SERVER, server);
        encryption.setKey(key);
        encryption.setPlaintext(text);
        try {
            return encryption.getCompactSerialization();
        } catch (JoseException impossible) {
            throw new IllegalStateException("every Java platform has AES", impossible);
        }
    }

    /**
     * Decrypts a text.
     *
     * @param keys returns the key by server and key id, as the text itself names them
     * @return empty if the text was not encrypted with one of the keys, or was changed
     */
    public static Optional<String> decrypted(
            String encrypted, BiFunction<String, String, Optional<? extends Key>> keys) {
        JsonWebEncryption encryption = new JsonWebEncryption();
        encryption.setAlgorithmConstraints(only(KEY_ALGORITHM));
        encryption.setContentEncryptionAlgorithmConstraints(only(CONTENT_ALGORITHM));
        try {
            encryption.setCompactSerialization(encrypted);
            Optional<? extends Key> key = keys.apply(
                    String.valueOf(encryption.getHeader(SERVER)), String.valueOf(encryption.getKeyIdHeaderValue()));
            if (key.isEmpty()) {
                return Optional.empty();
            }
            encryption.setKey(key.get());
            return Optional.of(encryption.getPlaintextString());
        } catch (JoseException changed) {
            return Optional.empty();
        }
    }

    private static AlgorithmConstraints only(String algorithm) {
        return new AlgorithmConstraints(ConstraintType.PERMIT, algorithm);
    }
}
