package io.safire.internal.store;

import io.safire.error.TokenStoreException;
import io.safire.internal.authentication.StoreKeys;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.text.BeanClass;
import io.safire.internal.text.InvalidJsonException;
import io.safire.spi.TokenStore;
import io.safire.spi.TokenStore.Entry;
import io.safire.spi.TokenStore.StoredEntry;
import io.safire.spi.TokenStore.TokenKey;
import jakarta.json.JsonException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A view of a token store that encrypts the entries of one server. */
final class EncryptedTokenStore {

    private static final int MAX_REMOVAL_RETRIES = 5;

    private final ServerSettings settings;
    private final TokenStore store;
    private final TokenEncryptor encryptor;

    EncryptedTokenStore(ServerSettings settings, TokenStore store) {
        this.settings = settings;
        this.store = store;
        this.encryptor = new TokenEncryptor(StoreKeys.required(settings, BeanClass.nameOf(store)));
    }

    /**
     * @throws UnreadableEntryException if the entry cannot be decrypted or parsed
     * @throws TokenStoreException if the store fails
     */
    Optional<VersionedEntry> find(String subject) {
        TokenKey key = key(subject);
        return call(() -> store.find(key))
                .map(stored -> new VersionedEntry(decode(stored.entry().content(), key), stored.version()));
    }

    /** Returns the version of an entry, even of an unreadable entry; 0 if the entry is missing. */
    long version(String subject) {
        return findEncrypted(subject).map(StoredEntry::version).orElse(0L);
    }

    boolean save(String subject, StoredTokens content, long expected) {
        return savePlaintext(subject, StoredTokensCodec.encode(content), expiresAt(content), expected);
    }

    boolean savePlaintext(String subject, byte[] plaintext, Instant expiresAt, long expected) {
        TokenKey key = key(subject);
        Entry entry = new Entry(encryptor.encrypt(plaintext, key), expiresAt);
        return call(() -> store.save(key, entry, expected));
    }

    /** Without the key of the store, the pseudonym reveals nothing about the text. */
    String pseudonym(String text) {
        return encryptor.pseudonym(text);
    }

    Optional<StoredEntry> findEncrypted(String subject) {
        return call(() -> store.find(key(subject)));
    }

    /** The result is empty if the decryption fails. */
    Optional<byte[]> decrypt(String subject, StoredEntry entry) {
        return encryptor.decrypt(entry.entry().content(), key(subject));
    }

    boolean delete(String subject, long expected) {
        return call(() -> store.delete(key(subject), expected));
    }

    /**
     * Removes the entry regardless of its version. The result contains the entry that was removed, not an earlier or
     * later version.
     */
    Removal remove(String subject) {
        @Nullable StoredEntry entry = null;
        try {
            for (int attempt = 0; attempt <= MAX_REMOVAL_RETRIES; attempt++) {
                entry = findEncrypted(subject).orElse(null);
                if (entry == null || delete(subject, entry.version())) {
                    return new Removal(entry, null);
                }
            }
            return new Removal(entry, storeFailure(new IllegalStateException("The version changed at each attempt")));
        } catch (TokenStoreException failure) {
            return new Removal(entry, failure);
        }
    }

    /**
     * @throws UnreadableEntryException if the entry cannot be decrypted or parsed
     */
    StoredTokens read(String subject, StoredEntry entry) {
        return decode(entry.entry().content(), key(subject));
    }

    TokenStoreException saveFailure(Throwable cause) {
        return new TokenStoreException(
                StoreMessage.TOKENS_NOT_SAVED.format(settings.name(), BeanClass.nameOf(store)), cause);
    }

    TokenStoreException storeFailure(Throwable cause) {
        return new TokenStoreException(
                StoreMessage.TOKEN_STORE_FAILED.format(settings.name(), BeanClass.nameOf(store)), cause);
    }

    private StoredTokens decode(byte[] content, TokenKey key) {
        byte[] plaintext = encryptor
                .decrypt(content, key)
                .orElseThrow(
                        () -> unreadable("it was encrypted with another key or for another user, or was modified"));
        try {
            return StoredTokensCodec.decode(plaintext, settings.name());
        } catch (InvalidJsonException
                | JsonException
                | IllegalArgumentException
                | ArithmeticException
                | DateTimeException
                | ClassCastException
                | NullPointerException otherForm) {
            throw unreadable("another version of Safire may have written it");
        }
    }

    private UnreadableEntryException unreadable(String reason) {
        return new UnreadableEntryException(StoreMessage.TOKENS_UNREADABLE.format(
                settings.name(),
                BeanClass.nameOf(store),
                reason,
                settings.key(Setting.STORE_KEY),
                settings.key(Setting.STORE_KEY_PREVIOUS)));
    }

    /** Returns the time after which the store may delete the entry. */
    Instant expiresAt(StoredTokens content) {
        return content.snapshot()
                .storedUntil(settings.managedTokens().storedTokensLifetime(), content.refreshTokenConsumed());
    }

    private <T> T call(Supplier<T> call) {
        try {
            return call.get();
        } catch (TokenStoreException storeException) {
            throw storeException;
        } catch (RuntimeException failure) {
            throw storeFailure(failure);
        }
    }

    private TokenKey key(String subject) {
        return new TokenKey(settings.name(), subject);
    }
}
