package io.safire.internal.key;

import java.security.PrivateKey;
import java.security.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * A key that SMART or the configuration allows, as parsed from a document.
 *
 * @param privateKey the private key; null if the document contains only the public key
 * @param algorithm the algorithm with which the key signs
 * @param kid the {@code kid} of a JWK; null for other formats
 * @param x5t the SHA-1 thumbprint of the certificate (RFC 7515, section 4.1.7); null if there is no certificate
 */
public record KeyMaterial(
        @Nullable PrivateKey privateKey,
        PublicKey publicKey,
        String algorithm,
        @Nullable String kid,
        @Nullable String x5t) {

    @Override
    public String toString() {
        return "KeyMaterial[algorithm=" + algorithm + ", kid=" + kid + "]";
    }
}
