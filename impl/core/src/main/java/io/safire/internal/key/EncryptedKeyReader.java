package io.safire.internal.key;

import io.safire.internal.key.UnusableKeyException.Part;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.InvalidKeySpecException;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Reader of keys that a password encrypts (PKCS#8, {@code BEGIN ENCRYPTED PRIVATE KEY}).
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8018">RFC 8018 (PBES2)</a>
 */
final class EncryptedKeyReader {

    /** The command that writes the key with an encryption that Java supports. */
    static final String CONVERT = "openssl pkcs8 -topk8 -in old.pem -out key.pem";

    private static final Pattern PRINTABLE_ASCII = Pattern.compile("[ -~]*");

    private EncryptedKeyReader() {}

    /**
     * Returns the key in PKCS#8 format.
     *
     * @throws UnusableKeyException if the password is missing or wrong, or if Java does not support the encryption
     */
    static byte[] decrypt(byte[] encrypted, @Nullable String password) {
        try {
            EncryptedPrivateKeyInfo key = new EncryptedPrivateKeyInfo(encrypted);
            if (password == null) {
                throw new UnusableKeyException(Part.PASSWORD, "an encrypted key, and no password is set");
            }
            if (!PRINTABLE_ASCII.matcher(password).matches()) {
                throw new UnusableKeyException(
                        Part.PASSWORD, "an encrypted key, for which Java supports only passwords in ASCII");
            }
            return decrypt(key, password);
        } catch (InvalidKeySpecException wrongPassword) {
            throw new UnusableKeyException(Part.PASSWORD, "an encrypted key that this password does not decrypt");
        } catch (IOException | GeneralSecurityException unsupported) {
            throw new UnusableKeyException(
                    "an encrypted key whose encryption Java does not support; convert it with: " + CONVERT);
        }
    }

    private static byte[] decrypt(EncryptedPrivateKeyInfo encrypted, String password) throws GeneralSecurityException {
        AlgorithmParameters parameters = encrypted.getAlgParameters();
        // in Java 17, only the text of the parameters contains the names of the two algorithms of PBES2
        String algorithm = parameters != null && parameters.getAlgorithm().equals("PBES2")
                ? parameters.toString()
                : encrypted.getAlgName();
        SecretKey key = SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.toCharArray()));
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(Cipher.DECRYPT_MODE, key, parameters);
        return encrypted.getKeySpec(cipher).getEncoded();
    }
}
