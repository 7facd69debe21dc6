package io.safire.impl.managed;

import io.safire.error.SmartException;
import io.safire.error.TokenStoreException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts an answer into the store before anybody gets it. It has the only refresh token that the server still takes: where the
 * store fails, it is held here, and tried again with each call and in the background.
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

    /** Whether there is an answer that is not in the store yet. */
    boolean pending() {
        return answer != null;
    }

    /**
     * Takes an answer.
     *
     * @param mine our claim, which it is to take the place of
     */
    synchronized void take(Obtained obtained, Kept mine) {
        answer = obtained;
        claim = mine.content().claim();
        expected = mine.version();
    }

    /**
     * Stores it.
     *
     * @throws TokenStoreException if the store fails all the time
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
     * Takes what was learnt about an answer since, here or in the store. Where somebody has changed that meanwhile, or it does
     * not work, the next refresh will tell it again.
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
            // the tokens themselves are there
        }
    }

    /** Tries once. Whether there is nothing to store any more. */
    synchronized boolean isSettled() {
        Obtained obtained = answer;
        try {
            if (obtained != null) {
                attempt(obtained);
            }
        } catch (SmartException failure) {
            // said to those who call
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
     * Our claim is not there any more: an attempt that seemed to fail did not, or the user signed out or in meanwhile. A grid
     * that has just lost a member may say so although it is.
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
            // signed out while the refresh was in progress: these tokens are in no store, so that only this node can
            // revoke them
            requests.revoke(obtained.tokens());
            return new Renewal.Ended(gone.get());
        }
        KeptContent content = there.get().content();
        if (claim != null && claim.equals(content.claim())) {
            expected = there.get().version();
            throw store.notKept(new IllegalStateException("refused, and nobody else has changed it"));
        }
        return content.obtained().isSameAs(obtained) ? new Renewal.Renewed(obtained) : new Renewal.Busy();
    }
}
