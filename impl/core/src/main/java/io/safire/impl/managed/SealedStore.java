package io.safire.impl.managed;

import io.safire.error.TokenStoreException;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.message.Message;
import io.safire.impl.transport.UnreadableJsonException;
import io.safire.spi.TokenStore;
import io.safire.spi.TokenStore.Entry;
import io.safire.spi.TokenStore.Stored;
import io.safire.spi.TokenStore.TokenKey;
import jakarta.json.JsonException;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The encrypting view of a token store, for the entries of one server. */
final class SealedStore {

    private static final Duration REASON_KEPT = Duration.ofHours(1);
    private static final int REMOVAL_RETRIES = 5;

    private final ServerSettings settings;
    private final TokenStore store;
    private final ContentSeal seal;

    SealedStore(ServerSettings settings, TokenStore store, SecureRandom random) {
        this.settings = settings;
        this.store = store;
        this.seal = new ContentSeal(new StoreKeys(
                settings, store instanceof MemoryTokenStore ? null : store.getClass(), StoreKey.random(random)));
    }

    /**
     * Returns the decrypted tokens of a user.
     *
     * @throws UnreadableContentException if the entry cannot be decrypted or parsed
     * @throws TokenStoreException if the store fails
     */
    Optional<Kept> find(String subject) {
        TokenKey key = key(subject);
        return guarded(() -> store.find(key))
                .map(stored -> new Kept(opened(stored.entry().content(), key), stored.version()));
    }

    /** Returns the version of an entry, even an unreadable one; 0 if the entry is missing. */
    long version(String subject) {
        return stored(subject).map(Stored::version).orElse(0L);
    }

    boolean save(String subject, KeptContent content, long expected) {
        return saveText(subject, ContentText.write(content), droppedAt(content), expected);
    }

    boolean saveText(String subject, byte[] text, Instant expiresAt, long expected) {
        TokenKey key = key(subject);
        Entry entry = new Entry(seal.seal(text, key), expiresAt);
        return guarded(() -> store.save(key, entry, expected));
    }

    /** Returns a pseudonym of the text, which reveals nothing about it without the key of the store. */
    String pseudonym(String text) {
        return seal.pseudonym(text);
    }

    /** Returns an entry in its encrypted form. */
    Optional<Stored> stored(String subject) {
        return guarded(() -> store.find(key(subject)));
    }

    /** Decrypts an entry; empty if that fails. */
    Optional<byte[]> text(String subject, Stored entry) {
        return seal.open(entry.entry().content(), key(subject));
    }

    boolean delete(String subject, long expected) {
        return guarded(() -> store.delete(key(subject), expected));
    }

    /** Removes the entry regardless of its version. The result has the content of exactly the version that was removed. */
    Removal remove(String subject) {
        @Nullable Stored seen = null;
        try {
            for (int attempt = 0; attempt <= REMOVAL_RETRIES; attempt++) {
                seen = stored(subject).orElse(null);
                if (seen == null || delete(subject, seen.version())) {
                    return new Removal(seen, null);
                }
            }
            return new Removal(seen, broken(new IllegalStateException("The version changed at each attempt")));
        } catch (TokenStoreException failure) {
            return new Removal(seen, failure);
        }
    }

    /**
     * Decrypts and parses an entry.
     *
     * @throws UnreadableContentException if the entry cannot be decrypted or parsed
     */
    KeptContent open(String subject, Stored entry) {
        return opened(entry.entry().content(), key(subject));
    }

    /** Returns the exception for tokens that the store did not save. */
    TokenStoreException notKept(Throwable cause) {
        return new TokenStoreException(
                settings.name(),
                Message.TOKENS_NOT_KEPT.of(settings.name(), store.getClass().getName()),
                cause);
    }

    /** Returns the exception for a store that fails. */
    TokenStoreException broken(Throwable cause) {
        return new TokenStoreException(
                settings.name(),
                Message.TOKEN_STORE_BROKEN.of(settings.name(), store.getClass().getName()),
                cause);
    }

    private KeptContent opened(byte[] content, TokenKey key) {
        byte[] plain = seal.open(content, key)
                .orElseThrow(() -> unreadable("it was encrypted with another key or for another user, or was modified"));
        try {
            return ContentText.read(plain, settings.name());
        } catch (UnreadableJsonException
                | JsonException
                | IllegalArgumentException
                | ArithmeticException
                | DateTimeException
                | ClassCastException
                | NullPointerException otherForm) {
            throw unreadable("another version of Safire may have written it");
        }
    }

    private UnreadableContentException unreadable(String why) {
        return new UnreadableContentException(
                settings.name(),
                Message.TOKENS_UNREADABLE.of(
                        settings.name(),
                        store.getClass().getName(),
                        why,
                        settings.key(Setting.STORE_KEY),
                        settings.key(Setting.STORE_KEY_PREVIOUS)));
    }

    /**
     * Returns the time after which the store may drop an entry. The lifetime of a refresh token is unknown, so each refresh extends
     * this time by the configured lifetime of user tokens.
     */
    Instant droppedAt(KeptContent content) {
        Instant expiry = content.obtained().tokens().accessToken().expiresAt();
        if (!content.renewable()) {
            // an entry with a consumed refresh token stays for one hour more, so that the user learns why to sign in again
            return content.spent() ? expiry.plus(REASON_KEPT) : expiry;
        }
        Instant lasting = Instant.ofEpochMilli(content.obtained().at())
                .plus(settings.renewal().keptLifetime());
        return lasting.isAfter(expiry) ? lasting : expiry;
    }

    private <T> T guarded(Supplier<T> call) {
        try {
            return call.get();
        } catch (TokenStoreException known) {
            throw known;
        } catch (RuntimeException failure) {
            throw broken(failure);
        }
    }

    private TokenKey key(String subject) {
        return new TokenKey(settings.name(), subject);
    }
}
