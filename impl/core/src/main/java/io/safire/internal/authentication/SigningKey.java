package io.safire.internal.authentication;

import java.security.PrivateKey;
import org.jspecify.annotations.Nullable;

/**
 * A private key that SMART allows, with its signature algorithm.
 *
 * @param kid the {@code kid} of a JWK, null for a PEM
 */
public record SigningKey(
        PrivateKey privateKey, String algorithm, @Nullable String kid) {

    @Override
    public String toString() {
        return "SigningKey[algorithm=" + algorithm + ", kid=" + kid + "]";
    }
}
