package io.safire.impl.managed;

import io.safire.error.SmartException;
import io.safire.error.TokenStoreException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The writer that stores a token response before any caller gets it. With rotation, the response contains the only refresh
 * token that the server still accepts. If the store fails, the response stays in memory, and each call and a background thread
 * retry the write.
 */
final class AnswerKeeper {

    private static final int ATTEMPTS = 4;
    private static final long FIRST_PAUSE = 100;

    private final SealedStore store;
    private final String subject;
    private final Pauses pauses;
    private final HeldAnswers held;
    private final TokenRequests requests;
    private final Supplier<SmartException> gone;
    private volatile @Nullable Obtained answer;
    private @Nullable Claim claim;
    private long expected;
    private boolean listed;

    AnswerKeeper(
            SealedStore store,
            String subject,
            Pauses pauses,
            HeldAnswers held,
            TokenRequests requests,
            Supplier<SmartException> gone) {
        this.store = store;
        this.subject = subject;
        this.pauses = pauses;
        this.held = held;
        this.requests = requests;
        this.gone = gone;
    }

    /** Returns whether a response still has to be written to the store. */
    boolean pending() {
        return answer != null;
    }

    /**
     * Accepts a response, to be written by {@link #keep}.
     *
     * @param mine the entry with this node's lease, which the response replaces
     */
    synchronized void take(Obtained obtained, Kept mine) {
        answer = obtained;
        claim = mine.content().claim();
        expected = mine.version();
    }

    /**
     * Writes the pending response to the store, with retries.
     *
     * @throws TokenStoreException if the store fails at each attempt; the response then stays pending
     */
    synchronized Renewal keep() {
        Obtained obtained = answer;
        if (obtained == null) {
            return new Renewal.Busy();
        }
        try {
            return kept(obtained);
        } finally {
            if (pending() && !listed) {
                listed = true;
                held.add(this);
            }
        }
    }

    /**
     * Replaces a response with its completed form, in memory or in the store. If another node has changed the entry meanwhile,
     * or the store fails, nothing is written: the next refresh obtains the same details again.
     */
    synchronized void replace(Obtained before, Obtained after) {
        if (after.tokens().equals(before.tokens())) {
            return;
        }
        if (pending()) {
            answer = after;
            return;
        }
        try {
            store.find(subject)
                    .filter(there -> isOnly(before, there.content()))
                    .ifPresent(there -> store.save(subject, KeptContent.of(after), there.version()));
        } catch (TokenStoreException notNow) {
            // the store already has the tokens; only the details of the completed response are missing
        }
    }

    /** Attempts one write, and returns whether nothing is pending any more. */
    synchronized boolean isSettled() {
        Obtained obtained = answer;
        try {
            if (obtained != null) {
                attempt(obtained);
            }
        } catch (SmartException failure) {
            // callers get the same failure from their own attempt
        }
        listed = pending();
        return !listed;
    }

    private static boolean isOnly(Obtained obtained, KeptContent content) {
        return content.claim() == null && !content.spent() && content.obtained().isSameAs(obtained);
    }

    private Renewal kept(Obtained obtained) {
        @Nullable TokenStoreException last = null;
        long pause = FIRST_PAUSE;
        for (int attempt = 0; attempt < ATTEMPTS && pending(); attempt++) {
            if (attempt > 0) {
                pauses.pause(pause);
                pause *= 2;
            }
            try {
                return attempt(obtained);
            } catch (TokenStoreException failure) {
                last = failure;
            }
        }
        throw store.notKept(last);
    }

    private Renewal attempt(Obtained obtained) {
        boolean kept = store.save(subject, KeptContent.of(obtained), expected);
        Renewal renewal = kept ? new Renewal.Renewed(obtained) : other(obtained);
        answer = null;
        return renewal;
    }

    /**
     * Handles a version conflict. Either an earlier attempt succeeded despite its error, or the user signed out or signed in
     * again meanwhile. A data grid that has just lost a member may also report a conflict although the lease is unchanged.
     */
    private Renewal other(Obtained obtained) {
        Optional<Kept> there;
        try {
            there = store.find(subject);
        } catch (UnreadableContentException strange) {
            answer = null;
            throw strange;
        }
        if (there.isEmpty()) {
            // the user signed out during the refresh: no store has these tokens, so only this node can revoke them
            requests.revoke(obtained.tokens());
            return new Renewal.Ended(gone.get());
        }
        KeptContent content = there.get().content();
        if (claim != null && claim.equals(content.claim())) {
            expected = there.get().version();
            throw store.notKept(new IllegalStateException("The store rejected the write although the entry is unchanged"));
        }
        return content.obtained().isSameAs(obtained) ? new Renewal.Renewed(obtained) : new Renewal.Busy();
    }
}
