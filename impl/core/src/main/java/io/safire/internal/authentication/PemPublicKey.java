package io.safire.internal.authentication;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reader of public keys in PEM format ({@code SubjectPublicKeyInfo}). */
final class PemPublicKey {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s\\\\n]+?)-----END PUBLIC KEY-----");

    private PemPublicKey() {}

    static boolean isPresentIn(String text) {
        return BLOCK.matcher(text).find();
    }

    static PublicKey read(String pem) {
        Matcher block = BLOCK.matcher(pem);
        if (block.find()) {
            byte[] content = PemPrivateKey.decode(block.group(1));
            for (String algorithm : List.of("RSA", "EC")) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(content));
                } catch (GeneralSecurityException notThisOne) {
                    // try the next algorithm; the exception below is thrown if no algorithm fits
                }
            }
        }
        throw new UnusableKeyException("a PEM that holds neither an RSA nor an EC public key");
    }
}
