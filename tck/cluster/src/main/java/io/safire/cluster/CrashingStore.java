package io.safire.cluster;

import io.safire.spi.TokenStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A token store that halts the node at a given step of a refresh. Entries are encrypted, so the store identifies a step
 * by counting changes. If no other node interferes, a refresh changes its entry three times. The refresh stores the
 * lease, then a flag that a request is in flight, and then the new tokens.
 */
final class CrashingStore implements TokenStore {

    /** Exit status of a process that was ended by SIGKILL. */
    private static final int SIGKILL_STATUS = 137;

    private final TokenStore store;
    private final Map<String, CrashPoint> crashPoints = new ConcurrentHashMap<>();
    private final AtomicInteger changes = new AtomicInteger();

    CrashingStore(TokenStore store) {
        this.store = store;
    }

    /** A step of a refresh at which the node crashes. */
    enum CrashPoint {
        /** The node holds the lease, and has not sent a request. */
        LEASED(1, 0),
        /** The node has stored the flag that a request is in flight, and has not sent the refresh token. */
        MARKED_IN_FLIGHT(2, 0),
        /** The server has responded, and the new tokens are not in the store. */
        RESPONSE_RECEIVED(0, 3);

        private final int afterChange;
        private final int beforeChange;

        CrashPoint(int afterChange, int beforeChange) {
            this.afterChange = afterChange;
            this.beforeChange = beforeChange;
        }
    }

    void crashAt(CrashPoint point, String subject) {
        crashPoints.put(subject, point);
    }

    @Override
    public Optional<StoredEntry> find(TokenKey key) {
        return store.find(key);
    }

    @Override
    public boolean save(TokenKey key, Entry next, long expected) {
        CrashPoint point = crashPoints.get(key.subject());
        if (point == null) {
            return store.save(key, next, expected);
        }
        int change = changes.incrementAndGet();
        if (change == point.beforeChange) {
            Runtime.getRuntime().halt(SIGKILL_STATUS);
        }
        boolean saved = store.save(key, next, expected);
        if (change == point.afterChange) {
            Runtime.getRuntime().halt(SIGKILL_STATUS);
        }
        return saved;
    }

    @Override
    public boolean delete(TokenKey key, long expected) {
        return store.delete(key, expected);
    }
}
