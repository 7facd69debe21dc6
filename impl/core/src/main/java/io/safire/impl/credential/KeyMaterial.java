package io.safire.impl.credential;

import java.security.PrivateKey;
import java.security.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * A key that SMART allows, as a text holds it.
 *
 * @param privateKey null where the text holds the public part only
 * @param kid the identifier inside a JWK, null for a PEM
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
