package io.safire.spi;

import static java.util.Objects.requireNonNull;

import io.safire.key.KeyState;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key of the client, with its private part where it is to sign. The private part may be one that a hardware module keeps to
 * itself; the public part is always given.
 *
 * @param kid its identifier, unlike that of any other key
 * @param state how far it is in its rotation
 * @param publicPart RSA of 2048 bits or more, or EC on P-384
 * @param privatePart null for a key that is only published
 * @param since since when it has been published, null if that is not known: then since it was first seen
 */
public record ClientKey(
        String kid,
        KeyState state,
        PublicKey publicPart,
        @Nullable PrivateKey privatePart,
        @Nullable Instant since) {

    /**
     * Checks that the parts fit the state.
     *
     * @throws IllegalArgumentException if {@code kid} is blank or an active key has no private part
     */
    public ClientKey {
        requireNonNull(state, "state");
        requireNonNull(publicPart, "publicPart");
        if (requireNonNull(kid, "kid").isBlank()) {
            throw new IllegalArgumentException("kid must not be blank");
        }
        if (state == KeyState.ACTIVE && privatePart == null) {
            throw new IllegalArgumentException("an active key needs its private part");
        }
    }

    /**
     * The private part.
     *
     * @return empty for a key that is only published
     */
    public Optional<PrivateKey> privateKey() {
        return Optional.ofNullable(privatePart);
    }

    /**
     * Since when the key has been published.
     *
     * @return empty if that is not known
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
