package io.safire.internal.store;

import io.safire.spi.TokenStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that runs a hook, which a test provides, before or after its operations. */
final class HookedTokenStore implements TokenStore {

    private final TokenStore store;
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final List<TokenKey> saved = new CopyOnWriteArrayList<>();
    volatile Runnable beforeSave = () -> {};
    volatile Runnable afterSave = () -> {};
    volatile Runnable afterFind = () -> {};
    volatile Runnable beforeDelete = () -> {};

    HookedTokenStore(TokenStore store) {
        this.store = store;
    }

    /** Reports a version conflict for the given number of saves, although the version is correct. */
    void failNextSaves(int times) {
        failures.set(times);
    }

    /** Returns the keys of all calls of {@link #save}, in order. */
    List<TokenKey> saved() {
        return saved;
    }

    int reads() {
        return reads.get();
    }

    @Override
    public Optional<StoredEntry> find(TokenKey key) {
        reads.incrementAndGet();
        Optional<StoredEntry> found = store.find(key);
        afterFind.run();
        return found;
    }

    @Override
    public boolean save(TokenKey key, Entry next, long expected) {
        saved.add(key);
        beforeSave.run();
        boolean saved = failures.getAndUpdate(left -> Math.max(0, left - 1)) == 0 && store.save(key, next, expected);
        afterSave.run();
        return saved;
    }

    @Override
    public boolean delete(TokenKey key, long expected) {
        beforeDelete.run();
        return store.delete(key, expected);
    }
}
