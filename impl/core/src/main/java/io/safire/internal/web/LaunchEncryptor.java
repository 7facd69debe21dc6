package io.safire.internal.web;

import io.safire.internal.authentication.StoreKey;
import io.safire.internal.authentication.StoreKeys;
import io.safire.internal.encryption.JweEncryption;
import io.safire.internal.encryption.JweEncryption.StorageLocation;
import java.security.Key;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * An encryptor of pending launches, which are then stored in a cookie.
 *
 * @param isServer the test whether a server has this name, because the server name in a cookie is untrusted
 * @param keys the function that returns the keys of a configured server
 */
record LaunchEncryptor(Predicate<String> isServer, Function<String, StoreKeys> keys) {

    /**
     * In the storage location of a stored token, the hash of a subject takes the place of this text. Therefore,
     * launches and stored tokens are not interchangeable.
     */
    private static final String ENTRY = "launch";

    String encrypt(PendingLaunch launch) {
        StoreKey key = keys.apply(launch.server()).current();
        return JweEncryption.encrypt(
                launch.toJson(), new StorageLocation(launch.server(), ENTRY, key.name()), key.key());
    }

    /** The result is empty if the launch was modified, or was not encrypted with a key of its server. */
    Optional<PendingLaunch> decrypt(String encrypted) {
        return JweEncryption.decrypt(encrypted, this::key).flatMap(PendingLaunch::fromJson);
    }

    private Optional<Key> key(StorageLocation place) {
        if (!isServer.test(place.server()) || !place.entry().equals(ENTRY)) {
            return Optional.empty();
        }
        return keys.apply(place.server()).all().stream()
                .filter(key -> key.name().equals(place.keyId()))
                .findFirst()
                .map(StoreKey::key);
    }
}
