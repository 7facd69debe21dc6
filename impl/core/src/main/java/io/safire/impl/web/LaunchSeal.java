package io.safire.impl.web;

import io.safire.impl.credential.EncryptedText;
import io.safire.impl.credential.EncryptedText.Place;
import io.safire.impl.managed.StoreKey;
import io.safire.impl.managed.StoreKeys;
import java.security.Key;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The encryption of pending launches for storage in a cookie. */
final class LaunchSeal {

    /** The entry in the protected header. It is not the hash of a subject, so launches and stored tokens are not interchangeable. */
    private static final String LAUNCH = "launch";

    private final Set<String> servers;
    private final Function<String, StoreKeys> keys;

    /**
     * Creates an instance.
     *
     * @param servers the names of the configured servers; the name in a cookie is untrusted
     * @param keys returns the keys of a configured server
     */
    LaunchSeal(Set<String> servers, Function<String, StoreKeys> keys) {
        this.servers = servers;
        this.keys = keys;
    }

    String seal(PendingLaunch launch) {
        StoreKey key = keys.apply(launch.server()).current();
        return EncryptedText.of(launch.toJson(), new Place(launch.server(), LAUNCH, key.name()), key.key());
    }

    /** Decrypts a launch. Empty if it was modified, or not encrypted with one of the keys of its server. */
    Optional<PendingLaunch> open(String sealed) {
        return EncryptedText.decrypted(sealed, this::key).flatMap(PendingLaunch::fromJson);
    }

    private Optional<Key> key(Place place) {
        if (!servers.contains(place.server()) || !place.entry().equals(LAUNCH)) {
            return Optional.empty();
        }
        return keys.apply(place.server()).all().stream()
                .filter(key -> key.name().equals(place.keyId()))
                .findFirst()
                .map(StoreKey::key);
    }
}
