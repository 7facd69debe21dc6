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
        boolean fits = algorithm.endsWith(rsa ? "withRSA" : "withECDSA");
        return sign(text, key, fits ? algorithm : defaultAlgorithm);
    }

    /** Returns the signature of an RSA key that no server knows, as the last part of a JWS. */
    static String signWithUnregisteredKey(String text) {
        return sign(text, TestKeys.UNREGISTERED.getPrivate(), "SHA384withRSA");
    }

    private static String sign(String text, PrivateKey key, String algorithm) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(text.getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
