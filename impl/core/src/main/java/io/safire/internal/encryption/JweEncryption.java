package io.safire.internal.encryption;

import java.security.Key;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.lang.JoseException;

/**
 * JWE encryption of texts that only this application reads and writes. Each text has its own content encryption key
 * (A256KW, A256GCM). The configured key can therefore encrypt any number of texts. The protected header binds a text to
 * its storage location.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7516">RFC 7516</a>
 */
public final class JweEncryption {

    private static final String KEY_ALGORITHM = KeyManagementAlgorithmIdentifiers.A256KW;
    private static final String CONTENT_ALGORITHM = ContentEncryptionAlgorithmIdentifiers.AES_256_GCM;
    private static final String SERVER = "server";
    private static final String ENTRY = "entry";
    private static final String VERSION = "version";
    private static final String CURRENT_VERSION = "1";
    /**
     * The maximum length of a compressed text, in characters. A character takes up to three bytes, and jose4j refuses
     * to decompress more than 200,000 bytes.
     */
    private static final int MAX_COMPRESSED_LENGTH = 65_536;

    private JweEncryption() {}

    /**
     * The storage location to which the protected header binds a text.
     *
     * @param server the name of the server
     * @param entry {@code launch} for a pending launch; the hash of the subject for an entry of a token store
     * @param keyId the {@code kid} of the encryption key
     */
    public record StorageLocation(String server, String entry, String keyId) {}

    /** Compresses a text of at most 65,536 characters before the encryption. */
    public static String encrypt(String text, StorageLocation location, Key key) {
        JsonWebEncryption encryption = new JsonWebEncryption();
        encryption.setAlgorithmHeaderValue(KEY_ALGORITHM);
        encryption.setEncryptionMethodHeaderParameter(CONTENT_ALGORITHM);
        if (text.length() <= MAX_COMPRESSED_LENGTH) {
            encryption.enableDefaultCompression();
        }
        encryption.setKeyIdHeaderValue(location.keyId());
        encryption.setHeader(SERVER, location.server());
        encryption.setHeader(ENTRY, location.entry());
        encryption.setHeader(VERSION, CURRENT_VERSION);
        encryption.setKey(key);
        encryption.setPlaintext(text);
        try {
            return encryption.getCompactSerialization();
        } catch (JoseException impossible) {
            throw new IllegalStateException("every Java platform has AES", impossible);
        }
    }

    /**
     * @param keys the function that returns the key for the storage location in the protected header; empty if the text
     *     does not belong at this location
     * @return the text; empty if the text was not encrypted with this key in this format, or if the encrypted text has
     *     been changed
     */
    public static Optional<String> decrypt(String encrypted, Function<StorageLocation, Optional<? extends Key>> keys) {
        JsonWebEncryption encryption = new JsonWebEncryption();
        encryption.setAlgorithmConstraints(only(KEY_ALGORITHM));
        encryption.setContentEncryptionAlgorithmConstraints(only(CONTENT_ALGORITHM));
        return readLocation(encryption, encrypted).flatMap(keys).flatMap(key -> decryptPayload(encryption, key));
    }

    private static Optional<StorageLocation> readLocation(JsonWebEncryption encryption, String encrypted) {
        if (!isCanonical(encrypted)) {
            return Optional.empty();
        }
        try {
            encryption.setCompactSerialization(encrypted);
            return CURRENT_VERSION.equals(encryption.getHeader(VERSION))
                    ? Optional.of(new StorageLocation(
                            String.valueOf(encryption.getHeader(SERVER)),
                            String.valueOf(encryption.getHeader(ENTRY)),
                            String.valueOf(encryption.getKeyIdHeaderValue())))
                    : Optional.empty();
        } catch (JoseException | RuntimeException malformed) {
            // jose4j casts header members without checking their type
            return Optional.empty();
        }
    }

    /**
     * Returns true if the text is the canonical encoding of its content. The library jose4j ignores characters outside
     * base64url and unused bits, so several texts would otherwise decrypt to the same content.
     */
    private static boolean isCanonical(String encrypted) {
        try {
            return Stream.of(encrypted.split("\\.", -1)).allMatch(part -> Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(Base64.getUrlDecoder().decode(part))
                    .equals(part));
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static Optional<String> decryptPayload(JsonWebEncryption encryption, Key key) {
        encryption.setKey(key);
        try {
            return Optional.of(encryption.getPlaintextString());
        } catch (JoseException | RuntimeException changed) {
            return Optional.empty();
        }
    }

    private static AlgorithmConstraints only(String algorithm) {
        return new AlgorithmConstraints(ConstraintType.PERMIT, algorithm);
    }
}
