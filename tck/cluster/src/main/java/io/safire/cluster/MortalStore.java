package io.safire.cluster;

import io.safire.spi.TokenStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A token store that halts the node at a given step of a refresh. Entries are encrypted, so the store counts the changes: a
 * refresh without competition changes its entry by the lease, by the in-flight mark and by the new tokens.
 */
final class MortalStore implements TokenStore {

    /** Exit status of a process that was ended by SIGKILL. */
    private static final int STATUS = 137;

    private final TokenStore store;
    private final Map<String, Moment> doomed = new ConcurrentHashMap<>();
    private final AtomicInteger changes = new AtomicInteger();

    MortalStore(TokenStore store) {
        this.store = store;
    }

    /** A step of a refresh at which the node crashes. */
    enum Moment {
        /** The node holds the lease and has not sent a request. */
        CLAIMED(1, 0),
        /** The node has stored the in-flight mark and has not sent the refresh token. */
        MARKED(2, 0),
        /** The server has responded and the new tokens are not in the store. */
        ANSWERED(0, 3);

        private final int after;
        private final int before;

        Moment(int after, int before) {
            this.after = after;
            this.before = before;
        }
    }

    void dieAt(Moment moment, String subject) {
        doomed.put(subject, moment);
    }

    @Override
    public Optional<Stored> find(TokenKey key) {
        return store.find(key);
    }

    @Override
    public boolean save(TokenKey key, Entry next, long expected) {
        Moment moment = doomed.get(key.subject());
        if (moment == null) {
            return store.save(key, next, expected);
        }
        int change = changes.incrementAndGet();
        if (change == moment.before) {
            Runtime.getRuntime().halt(STATUS);
        }
        boolean saved = store.save(key, next, expected);
        if (change == moment.after) {
            Runtime.getRuntime().halt(STATUS);
        }
        return saved;
    }

    @Override
    public boolean delete(TokenKey key, long expected) {
        return store.delete(key, expected);
    }
}
