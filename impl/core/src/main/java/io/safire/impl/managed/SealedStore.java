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

/** The tokens of one server in a store: sealed when they go in, opened when they come out. */
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
     * Looks up and opens.
     *
     * @throws UnreadableContentException if what is there cannot be opened
     * @throws TokenStoreException if the store does not work
     */
    Optional<Kept> find(String subject) {
        TokenKey key = key(subject);
        return guarded(() -> store.find(key))
                .map(stored -> new Kept(opened(stored.entry().content(), key), stored.version()));
    }

    /** The version of what is there, readable or not; 0 for nothing. */
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

    /** Returns a text that is the same for the same text, and tells nothing about it without the key of the store. */
    String pseudonym(String text) {
        return seal.pseudonym(text);
    }

    /** Looks up without opening. */
    Optional<Stored> stored(String subject) {
        return guarded(() -> store.find(key(subject)));
    }

    /** Opens an entry; empty if it cannot be opened. */
    Optional<byte[]> text(String subject, Stored entry) {
        return seal.open(entry.entry().content(), key(subject));
    }

    boolean delete(String subject, long expected) {
        return guarded(() -> store.delete(key(subject), expected));
    }

    /** Removes the entry, whatever its version. The result has the content of exactly the version that was removed. */
    Removal remove(String subject) {
        @Nullable Stored seen = null;
        try {
            for (int attempt = 0; attempt <= REMOVAL_RETRIES; attempt++) {
                seen = stored(subject).orElse(null);
                if (seen == null || delete(subject, seen.version())) {
                    return new Removal(seen, null);
                }
            }
            return new Removal(seen, broken(new IllegalStateException("the version changed at each attempt")));
        } catch (TokenStoreException failure) {
            return new Removal(seen, failure);
        }
    }

    /**
     * Opens an entry.
     *
     * @throws UnreadableContentException if it cannot be opened
     */
    KeptContent open(String subject, Stored entry) {
        return opened(entry.entry().content(), key(subject));
    }

    /** The exception of new tokens that the store did not keep. */
    TokenStoreException notKept(Throwable cause) {
        return new TokenStoreException(
                settings.name(),
                Message.TOKENS_NOT_KEPT.of(settings.name(), store.getClass().getName()),
                cause);
    }

    /** The exception of a store that does not work. */
    TokenStoreException broken(Throwable cause) {
        return new TokenStoreException(
                settings.name(),
                Message.TOKEN_STORE_BROKEN.of(settings.name(), store.getClass().getName()),
                cause);
    }

    private KeptContent opened(byte[] content, TokenKey key) {
        byte[] plain = seal.open(content, key)
                .orElseThrow(() -> unreadable("it was sealed by another key, for another user, or was changed"));
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
     * Returns the time after which the store may drop an entry. A refresh token says nothing of its life; one that is used at
     * times is kept as long.
     */
    Instant droppedAt(KeptContent content) {
        Instant expiry = content.obtained().tokens().accessToken().expiresAt();
        if (!content.renewable()) {
            // spent ones stay for a while, so that users hear why they have to sign in again
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
