package io.safire.spi;

import static java.util.Objects.requireNonNull;

import io.safire.key.KeyState;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key of the client with its state in the rotation. The private key may be a key that a hardware module does not
 * export. The public key is always required.
 *
 * @param kid the key identifier, unique among the keys of the client
 * @param state the state of the key in its rotation
 * @param publicPart the public key: RSA of at least 2048 bits, or EC on the curve P-384
 * @param privatePart the private key; null for a key that is only published
 * @param since the time since which the key has been published; null if unknown, in which case the library uses the
 *     time at which it first received the key
 * @since 1.0
 */
public record ClientKey(
        String kid,
        KeyState state,
        PublicKey publicPart,
        @Nullable PrivateKey privatePart,
        @Nullable Instant since) {

    /**
     * Creates a key.
     *
     * @throws IllegalArgumentException if {@code kid} is blank, or an active key has no private key
     */
    public ClientKey {
        requireNonNull(state, "state");
        requireNonNull(publicPart, "publicPart");
        if (requireNonNull(kid, "kid").isBlank()) {
            throw new IllegalArgumentException("kid must not be blank");
        }
        if (state == KeyState.ACTIVE && privatePart == null) {
            throw new IllegalArgumentException("an active key requires its private key");
        }
    }

    /**
     * Returns the private key.
     *
     * @return the private key; empty for a key that is only published
     */
    public Optional<PrivateKey> privateKey() {
        return Optional.ofNullable(privatePart);
    }

    /**
     * Returns the time since which the key has been published.
     *
     * @return the time; empty if unknown
     */
    public Optional<Instant> publishedSince() {
        return Optional.ofNullable(since);
    }

    @Override
    public String toString() {
        return "ClientKey[kid=" + kid + ", state=" + state + ", privatePart=" + (privatePart == null ? "none" : "***")
                + "]";
    }
}
