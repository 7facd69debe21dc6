package io.safire.impl.web;

import io.safire.impl.credential.EncryptedText;
import io.safire.impl.credential.EncryptedText.Place;
import io.safire.impl.managed.StoreKey;
import io.safire.impl.managed.StoreKeys;
import java.security.Key;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Encrypts pending launches for their way through the browser. */
final class LaunchSeal {

    /** No hash of a subject: a stored entry is no launch, and a launch is no stored entry. */
    private static final String LAUNCH = "launch";

    private final Set<String> servers;
    private final Function<String, StoreKeys> keys;

    /**
     * Creates the seal.
     *
     * @param servers the names of the servers: a cookie can name any
     * @param keys returns the keys of a server
     */
    LaunchSeal(Set<String> servers, Function<String, StoreKeys> keys) {
        this.servers = servers;
        this.keys = keys;
    }

    String seal(PendingLaunch launch) {
        StoreKey key = keys.apply(launch.server()).current();
        return EncryptedText.of(launch.toJson(), new Place(launch.server(), LAUNCH, key.name()), key.key());
    }

    /** Opens a launch; empty if it was not sealed with one of the keys of its server, or was changed. */
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
