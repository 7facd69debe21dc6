package io.safire.broken;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.safire.tck.support.TestKeys;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;

/** Signatures with the test keys of the TCK. */
final class TestSignature {

    private TestSignature() {}

    /** Returns the signature as the last part of a JWS, or an empty string for the algorithm {@code none}. */
    static String sign(String text, String kid, String algorithm) {
        if (algorithm.equals("none")) {
            return "";
        }
        boolean rsa = kid.startsWith("rsa");
        PrivateKey key = (rsa ? TestKeys.RSA : TestKeys.EC).getPrivate();
        String defaultAlgorithm = rsa ? "SHA384withRSA" : "SHA384withECDSAinP1363Format";
        try {
            Signature signature = Signature.getInstance(algorithm.isEmpty() || !rsa ? defaultAlgorithm : algorithm);
            signature.initSign(key);
            signature.update(text.getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
