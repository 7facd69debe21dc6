package io.safire.internal.authentication;

import io.safire.key.KeyState;
import io.safire.spi.ClientKey;
import jakarta.json.JsonObject;

/**
 * A key of the client with its public JWK.
 *
 * @param jwk the public JWK, which identifies the key even if its state in the configuration changes
 */
record ClientJwk(ClientKey key, String algorithm, JsonObject jwk) {

    /**
     * Creates the JWK of a key.
     *
     * @throws UnusableKeyException if SMART does not allow the key
     */
    static ClientJwk of(ClientKey key) {
        String algorithm = KeyReader.algorithmOf(key.publicPart());
        return new ClientJwk(key, algorithm, PublicJwk.toJwk(key.kid(), key.publicPart(), algorithm));
    }

    String kid() {
        return key.kid();
    }

    KeyState state() {
        return key.state();
    }

    boolean canSign() {
        return key.privateKey().isPresent();
    }

    SigningKey signingKey() {
        return new SigningKey(key.privateKey().orElseThrow(), algorithm, key.kid());
    }
}
