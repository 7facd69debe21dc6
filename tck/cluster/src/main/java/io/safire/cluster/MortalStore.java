package io.safire.cluster;

import io.safire.spi.TokenStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A store whose node dies at a given step of the renewal of one entry. What is kept is sealed, so that the steps are counted:
 * an entry that nobody else renews is changed by the claim, by the mark that the request is sent, and by the answer.
 */
final class MortalStore implements TokenStore {

    /** As after a kill -9. */
    private static final int STATUS = 137;

    private final TokenStore store;
    private final Map<String, Moment> doomed = new ConcurrentHashMap<>();
    private final AtomicInteger changes = new AtomicInteger();

    MortalStore(TokenStore store) {
        this.store = store;
    }

    /** When a node dies. */
    enum Moment {
        /** It has claimed the tokens, and sent nothing. */
        CLAIMED(1, 0),
        /** It has said that it sends the refresh token, and has not sent it. */
        MARKED(2, 0),
        /** The server has answered, and the answer is not in the store. */
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
