package io.safire.internal.store;

import io.safire.error.SmartException;
import io.safire.error.TokenStoreException;
import io.safire.internal.cache.RefreshResult;
import io.safire.internal.cache.TokenSnapshot;
import io.safire.internal.cache.UserTokenContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A writer that stores a token response before any caller receives the response. If the server rotates refresh tokens,
 * the response contains the only refresh token that the server still accepts. If the store fails, the response stays in
 * memory. Each later call and a background thread then retry the write.
 */
final class RefreshResultWriter {

    private static final int MAX_ATTEMPTS = 4;
    private static final long INITIAL_DELAY_MILLIS = 100;

    private final UserTokenContext context;
    private final String subject;
    private final EncryptedTokenStore store;
    private final Sleeper sleeper;
    private final PendingStoreWrites pendingWrites;
    private volatile @Nullable TokenSnapshot unwritten;
    private @Nullable RefreshLease lease;
    private long expectedVersion;
    private boolean queued;

    RefreshResultWriter(
            UserTokenContext context,
            String subject,
            EncryptedTokenStore store,
            Sleeper sleeper,
            PendingStoreWrites pendingWrites) {
        this.context = context;
        this.subject = subject;
        this.store = store;
        this.sleeper = sleeper;
        this.pendingWrites = pendingWrites;
    }

    /** Returns true if a response still has to be written to the store. */
    boolean isPending() {
        return unwritten != null;
    }

    /**
     * Accepts a response that {@link #write} will write to the store.
     *
     * @param leased the entry with this node's lease, which the response replaces
     */
    synchronized void accept(TokenSnapshot snapshot, VersionedEntry leased) {
        unwritten = snapshot;
        lease = leased.content().lease();
        expectedVersion = leased.version();
    }

    /**
     * Retries if the store fails.
     *
     * @throws TokenStoreException if the store fails at every attempt; in this case, the response stays pending
     */
    synchronized RefreshResult write() {
        TokenSnapshot snapshot = unwritten;
        if (snapshot == null) {
            return new RefreshResult.Deferred();
        }
        try {
            return writeWithRetries(snapshot);
        } finally {
            if (isPending() && !queued) {
                queued = true;
                pendingWrites.add(this);
            }
        }
    }

    /**
     * Replaces a response with its completed form, in memory or in the store. If another node has changed the entry in
     * the meantime, or the store fails, the store keeps the uncompleted response. The tokens of an uncompleted response
     * are valid.
     */
    synchronized void replace(TokenSnapshot before, TokenSnapshot after) {
        if (after.tokens().equals(before.tokens())) {
            return;
        }
        if (isPending()) {
            unwritten = after;
            return;
        }
        try {
            store.find(subject)
                    .filter(entry -> isUnchanged(before, entry.content()))
                    .ifPresent(entry -> store.save(subject, StoredTokens.of(after), entry.version()));
        } catch (TokenStoreException storeFailed) {
            // the store already has the tokens; only the details of the completed response are missing
        }
    }

    /** Attempts to write a pending response. Returns true if no response is pending after this attempt. */
    synchronized boolean isSettled() {
        TokenSnapshot snapshot = unwritten;
        try {
            if (snapshot != null) {
                tryWrite(snapshot);
            }
        } catch (SmartException failure) {
            // callers receive the same failure from their own attempts
        }
        queued = isPending();
        return !queued;
    }

    private static boolean isUnchanged(TokenSnapshot snapshot, StoredTokens content) {
        return content.lease() == null
                && !content.refreshTokenConsumed()
                && content.snapshot().hasSameAccessToken(snapshot);
    }

    private RefreshResult writeWithRetries(TokenSnapshot snapshot) {
        RuntimeException last = new IllegalStateException("The tokens are no longer pending");
        long delay = INITIAL_DELAY_MILLIS;
        for (int attempt = 0; attempt < MAX_ATTEMPTS && isPending(); attempt++) {
            if (attempt > 0) {
                sleeper.sleep(delay);
                delay *= 2;
            }
            try {
                return tryWrite(snapshot);
            } catch (TokenStoreException failure) {
                last = failure;
            }
        }
        throw store.saveFailure(last);
    }

    private RefreshResult tryWrite(TokenSnapshot snapshot) {
        boolean saved = store.save(subject, StoredTokens.of(snapshot), expectedVersion);
        RefreshResult result = saved ? new RefreshResult.Refreshed(snapshot) : resolveConflict(snapshot);
        unwritten = null;
        return result;
    }

    /**
     * Handles a version conflict. There are three possible causes: an earlier attempt succeeded although it reported an
     * error; the user signed out or signed in again; a data grid has just lost a member, and reports a conflict
     * although the lease is unchanged.
     */
    private RefreshResult resolveConflict(TokenSnapshot snapshot) {
        Optional<VersionedEntry> entry;
        try {
            entry = store.find(subject);
        } catch (UnreadableEntryException unreadable) {
            unwritten = null;
            throw unreadable;
        }
        if (entry.isEmpty()) {
            // the user signed out during the refresh; only this node has the new tokens, and can revoke them
            context.requests().revoke(snapshot.tokens());
            return new RefreshResult.NoTokens(context.noTokens());
        }
        StoredTokens content = entry.get().content();
        if (lease != null && lease.equals(content.lease())) {
            expectedVersion = entry.get().version();
            throw store.saveFailure(
                    new IllegalStateException("The store rejected the write although the entry is unchanged"));
        }
        return content.snapshot().hasSameAccessToken(snapshot)
                ? new RefreshResult.Refreshed(snapshot)
                : new RefreshResult.Deferred();
    }
}
