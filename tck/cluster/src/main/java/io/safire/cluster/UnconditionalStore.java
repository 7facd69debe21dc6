package io.safire.cluster;

import io.safire.spi.TokenStore;
import java.util.Optional;

/**
 * A token store that can skip the version comparison of compare-and-set. The tests must fail with this store, which
 * proves that the tests would detect such a store.
 */
final class UnconditionalStore implements TokenStore {

    private final TokenStore store;
    private volatile boolean skipComparison;

    UnconditionalStore(TokenStore store) {
        this.store = store;
    }

    void skipComparison(boolean skip) {
        skipComparison = skip;
    }

    @Override
    public Optional<StoredEntry> find(TokenKey key) {
        return store.find(key);
    }

    @Override
    public boolean save(TokenKey key, Entry next, long expected) {
        if (!skipComparison) {
            return store.save(key, next, expected);
        }
        while (!store.save(key, next, store.find(key).map(StoredEntry::version).orElse(0L))) {
            Thread.onSpinWait();
        }
        return true;
    }

    @Override
    public boolean delete(TokenKey key, long expected) {
        return store.delete(key, expected);
    }
}
