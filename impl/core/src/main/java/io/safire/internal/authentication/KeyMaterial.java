package io.safire.internal.authentication;

import java.security.PrivateKey;
import java.security.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * A key that SMART allows, as parsed from a text.
 *
 * @param privateKey the private key; null if the text contains only the public key
 * @param kid the {@code kid} of a JWK; null for a PEM key
 */
record KeyMaterial(
        @Nullable PrivateKey privateKey,
        PublicKey publicKey,
        String algorithm,
        @Nullable String kid) {

    @Override
    public String toString() {
        return "KeyMaterial[algorithm=" + algorithm + ", kid=" + kid + "]";
    }
}
