package io.safire.minimal;

import io.safire.authentication.Credential;
import io.safire.authentication.JwsSigner;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The reader of the configured key and of credentials. */
final class AssertionKeys {

    private static final int MIN_RSA_BITS = 2048;
    private static final int P384_BITS = 384;

    private AssertionKeys() {}

    static AssertionKey of(MinimalSettings settings, Optional<Credential> credential) {
        if (credential.isEmpty()) {
            return parse(settings, configuredKey(settings), configuredKid(settings));
        }
        Credential given = credential.get();
        if (given instanceof Credential.EncodedKey key) {
            return parse(settings, key.text(), key.kid() == null ? configuredKid(settings) : key.kid());
        }
        if (given instanceof Credential.Key key) {
            return of(settings, key.privateKey(), key.kid());
        }
        if (given instanceof Credential.Signer signer) {
            return of(settings, signer);
        }
        if (given instanceof Credential.Kid kid) {
            return parse(settings, configuredKey(settings), kid.kid());
        }
        throw settings.unusable("client_secret", "the client credentials flow requires a private key");
    }

    private static String configuredKey(MinimalSettings settings) {
        return settings.privateKey().orElseThrow(() -> settings.missing("private-key", "private_key"));
    }

    private static String configuredKid(MinimalSettings settings) {
        return settings.kid().orElseThrow(() -> settings.missing("kid", "kid"));
    }

    private static AssertionKey of(MinimalSettings settings, Credential.Signer given) {
        JwsSigner signer = given.signer();
        if (signer == null || !List.of("RS384", "ES384").contains(given.algorithm())) {
            throw settings.unusable("private_key", "a signer requires a callback, and RS384 or ES384");
        }
        return new AssertionKey(settings, requireKid(settings, given.kid()), given.algorithm(), signer);
    }

    private static AssertionKey parse(MinimalSettings settings, String pem, String kid) {
        byte[] content = pkcs8(settings, pem);
        for (String algorithm : List.of("RSA", "EC")) {
            try {
                PrivateKey key = KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(content));
                return of(settings, key, kid);
            } catch (GeneralSecurityException otherAlgorithm) {
                // the next algorithm may fit
            }
        }
        throw settings.unusable("private_key", "it is not a PEM key in PKCS #8 format");
    }

    private static byte[] pkcs8(MinimalSettings settings, String pem) {
        try {
            return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        } catch (IllegalArgumentException noBase64) {
            throw settings.unusable("private_key", "it is not a PEM key in PKCS #8 format");
        }
    }

    private static AssertionKey of(MinimalSettings settings, @Nullable PrivateKey key, String kid) {
        if (key instanceof RSAKey rsa && rsa.getModulus().bitLength() >= MIN_RSA_BITS) {
            return new AssertionKey(
                    settings, requireKid(settings, kid), "RS384", input -> sign(key, "SHA384withRSA", input));
        }
        if (key instanceof ECKey ec && ec.getParams().getCurve().getField().getFieldSize() == P384_BITS) {
            return new AssertionKey(
                    settings, requireKid(settings, kid), "ES384", input -> sign(key, "SHA384withECDSA", input));
        }
        throw settings.unusable("private_key", "it must be an RSA key of at least 2048 bits or an EC key on P-384");
    }

    private static String requireKid(MinimalSettings settings, String kid) {
        if (kid.isBlank()) {
            throw settings.unusable("kid", "it is blank");
        }
        return kid;
    }

    private static byte[] sign(PrivateKey key, String algorithm, byte[] input) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(input);
        return signature.sign();
    }
}
