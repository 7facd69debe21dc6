package io.safire.impl.identity;

import io.safire.impl.transport.Printable;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The public keys of an issuer.
 *
 * @param from where they were read
 * @param lifetime how long they may be kept
 */
record KeySet(URI from, List<IssuerKey> keys, Duration lifetime) {

    private static final int MOST_KEYS = 100;
    /** A server that replaces a key may publish both under one kid for a while. */
    private static final int MAX_KEYS_TRIED = 4;

    /** Reads a JWK set; what cannot be used of it is passed over. */
    static KeySet read(URI from, JsonObject document, Duration lifetime) {
        List<IssuerKey> keys = document.get("keys") instanceof JsonArray array
                ? array.stream()
                        .limit(MOST_KEYS)
                        .filter(JsonObject.class::isInstance)
                        .flatMap(jwk -> IssuerKey.read(jwk.asJsonObject()).stream())
                        .toList()
                : List.of();
        return new KeySet(from, keys, lifetime);
    }

    /** The keys that a token may have been signed with; without a kid there may be one only. */
    List<IssuerKey> fitting(SignatureAlgorithm algorithm, Optional<String> kid) {
        List<IssuerKey> fitting = keys.stream()
                .filter(key -> key.fits(algorithm))
                .filter(key -> kid.isEmpty() || kid.get().equals(key.kid()))
                .toList();
        if (kid.isEmpty() && fitting.size() > 1) {
            return List.of();
        }
        return fitting.stream().limit(MAX_KEYS_TRIED).toList();
    }

    /** The keys as they may be listed in a message. */
    String kids() {
        return keys.isEmpty()
                ? "none that can be used"
                : Printable.of(keys.stream()
                        .map(key -> (key.kid() == null ? "(no kid)" : key.kid()) + " "
                                + (key.algorithm() == null ? key.keyType() + key.curve() : key.algorithm()))
                        .collect(Collectors.joining(", ")));
    }
}
