package io.safire.internal.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.internal.authentication.StoreKey;
import io.safire.internal.authentication.StoreKeys;
import io.safire.internal.encryption.JweEncryption;
import io.safire.internal.encryption.JweEncryption.StorageLocation;
import io.safire.internal.text.OpaqueStrings;
import io.safire.spi.TokenStore.TokenKey;
import java.security.Key;
import java.util.List;
import java.util.Optional;

/** An encryptor of store entries. It binds each entry to its server and subject. */
final class TokenEncryptor {

    private final StoreKeys keys;

    TokenEncryptor(StoreKeys keys) {
        this.keys = keys;
    }

    byte[] encrypt(byte[] plain, TokenKey entry) {
        StoreKey key = keys.current();
        return JweEncryption.encrypt(new String(plain, UTF_8), place(entry, key), key.key())
                .getBytes(US_ASCII);
    }

    /** The pseudonym of a text stays the same until the encryption key changes. */
    String pseudonym(String text) {
        return keys.current().pseudonym(text);
    }

    /**
     * The result is empty if the entry was modified, or was not encrypted for this server and subject with one of the
     * keys.
     */
    Optional<byte[]> decrypt(byte[] content, TokenKey entry) {
        List<StoreKey> all = keys.all();
        return JweEncryption.decrypt(new String(content, ISO_8859_1), place -> key(all, entry, place))
                .map(text -> text.getBytes(UTF_8));
    }

    private static Optional<Key> key(List<StoreKey> keys, TokenKey entry, StorageLocation place) {
        return keys.stream()
                .filter(key -> place.equals(place(entry, key)))
                .map(StoreKey::key)
                .map(Key.class::cast)
                .findFirst();
    }

    /**
     * The location is not encrypted, and the subject may be a session identifier. Therefore, the location contains only
     * a hash of the subject.
     */
    private static StorageLocation place(TokenKey entry, StoreKey key) {
        return new StorageLocation(entry.server(), OpaqueStrings.sha256(entry.subject()), key.name());
    }
}
