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
 * An encryptor of pending launches and pending sign-outs, which are then stored in a cookie.
 *
 * @param isServer the test whether a server has this name, because the server name in a cookie is untrusted
 * @param keys the function that returns the keys of a configured server
 */
record LaunchEncryptor(Predicate<String> isServer, Function<String, StoreKeys> keys) {

    /**
     * In the storage location of a stored token, the hash of a subject takes the place of this text. Therefore,
     * launches, sign-outs and stored tokens are not interchangeable.
     */
    private static final String LAUNCH = "launch";

    private static final String SIGN_OUT = "sign-out";

    String encrypt(PendingLaunch launch) {
        return encrypt(launch.server(), LAUNCH, launch.toJson());
    }

    /** The result is empty if the launch was modified, or was not encrypted with a key of its server. */
    Optional<PendingLaunch> decrypt(String encrypted) {
        return JweEncryption.decrypt(encrypted, place -> key(LAUNCH, place)).flatMap(PendingLaunch::fromJson);
    }

    String encrypt(PendingSignOut signOut) {
        return encrypt(signOut.server(), SIGN_OUT, signOut.toJson());
    }

    /** The result is empty if the sign-out was modified, or was not encrypted with a key of its server. */
    Optional<PendingSignOut> decryptSignOut(String encrypted) {
        return JweEncryption.decrypt(encrypted, place -> key(SIGN_OUT, place)).flatMap(PendingSignOut::fromJson);
    }

    private String encrypt(String server, String entry, String json) {
        StoreKey key = keys.apply(server).current();
        return JweEncryption.encrypt(json, new StorageLocation(server, entry, key.name()), key.key());
    }

    private Optional<Key> key(String entry, StorageLocation place) {
        if (!isServer.test(place.server()) || !place.entry().equals(entry)) {
            return Optional.empty();
        }
        return keys.apply(place.server()).all().stream()
                .filter(key -> key.name().equals(place.keyId()))
                .findFirst()
                .map(StoreKey::key);
    }
}
