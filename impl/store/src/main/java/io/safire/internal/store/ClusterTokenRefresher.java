package io.safire.internal.store;

import io.safire.error.NetworkException;
import io.safire.error.SignInRequiredException;
import io.safire.error.SmartException;
import io.safire.error.TokenStoreException;
import io.safire.internal.cache.CachedToken;
import io.safire.internal.cache.ManagedTokenRequests;
import io.safire.internal.cache.RefreshFailures;
import io.safire.internal.cache.RefreshResponse;
import io.safire.internal.cache.RefreshResult;
import io.safire.internal.cache.TokenRefresher;
import io.safire.internal.cache.TokenSnapshot;
import io.safire.internal.cache.UserTokenContext;
import io.safire.internal.config.HttpSettings;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.store.InFlightMarker.LeaseLostException;
import io.safire.token.TokenResponse;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The refresher of one user's tokens. It sends each refresh token only once in the whole cluster.
 *
 * <p>A refresh has three steps. The node acquires a lease in the store. The node records in the lease that it sends the
 * request, and sends the request. The node replaces the lease with the response, before any caller receives the tokens
 * and before it sends any other request.
 *
 * <p>Each step is a compare-and-set operation: it succeeds only if the entry still has the version that the previous
 * step wrote. Therefore, only one of two competing nodes continues.
 */
final class ClusterTokenRefresher implements TokenRefresher {

    private static final long LEASE_MILLIS = 30_000;
    /** Each attempt of a request may wait for the whole connect timeout. */
    private static final int MAX_CONNECT_ATTEMPTS = 3;
    /** The read timeout applies to the response head and to the body separately. */
    private static final int READ_TIMEOUTS = 2;
    /** The allowance for delays between attempts, and for clock skew between nodes. */
    private static final long CLOCK_SKEW_ALLOWANCE_MILLIS = 15_000;

    private static final long MAX_WAIT_MILLIS = 30_000;
    private static final int MAX_LOST_LEASES = 10;
    private static final long INITIAL_DELAY_MILLIS = 50;
    private static final long MAX_DELAY_MILLIS = 500;

    private final UserTokenContext context;
    private final ServerSettings settings;
    private final String subject;
    private final EncryptedTokenStore store;
    private final ManagedTokenRequests requests;
    private final LongSupplier clock;
    private final Sleeper sleeper;
    private final RefreshResultWriter writer;
    private final String owner = UUID.randomUUID().toString();
    private boolean inDoubt;

    ClusterTokenRefresher(
            UserTokenContext context,
            String subject,
            EncryptedTokenStore store,
            Sleeper sleeper,
            PendingStoreWrites pendingWrites) {
        this.context = context;
        this.settings = context.settings();
        this.subject = subject;
        this.store = store;
        this.requests = context.requests();
        this.clock = context.clock();
        this.sleeper = sleeper;
        this.writer = new RefreshResultWriter(context, subject, store, sleeper, pendingWrites);
    }

    @Override
    public boolean canRefresh(TokenSnapshot snapshot) {
        return snapshot.tokens().refreshToken().isPresent();
    }

    @Override
    public boolean hasPendingWrite() {
        return writer.isPending();
    }

    @Override
    public RefreshResult refresh(@Nullable CachedToken last) {
        if (writer.isPending()) {
            RefreshResult stored = writer.write();
            if (!isExpired(stored)) {
                return stored;
            }
        }
        long deadline = clock.getAsLong() + MAX_WAIT_MILLIS;
        int lostLeases = 0;
        for (long delay = INITIAL_DELAY_MILLIS; ; delay = Math.min(delay * 2, MAX_DELAY_MILLIS)) {
            Optional<VersionedEntry> found = store.find(subject);
            if (found.isEmpty()) {
                return new RefreshResult.NoTokens(context.noTokens());
            }
            VersionedEntry stored = found.get();
            if (stored.content().snapshot().isNewerThan(last, clock.getAsLong())) {
                return new RefreshResult.Refreshed(stored.content().snapshot());
            }
            if (canAcquireLease(stored)) {
                try {
                    return acquireAndRefresh(stored);
                } catch (LeaseLostException leaseLost) {
                    // another node was faster, so the next iteration reads the entry again
                    lostLeases++;
                    if (lostLeases < MAX_LOST_LEASES) {
                        continue;
                    }
                }
            }
            if (last != null && clock.getAsLong() < last.usableUntil()) {
                return new RefreshResult.Deferred();
            }
            if (clock.getAsLong() >= deadline || Thread.currentThread().isInterrupted()) {
                throw new NetworkException(
                        StoreMessage.REFRESH_ON_OTHER_NODE.format(settings.name(), MAX_WAIT_MILLIS / 1000),
                        "Timed out");
            }
            sleeper.sleep(delay);
        }
    }

    /**
     * The access token has already expired if the response was written to the store late. The refresh token is still
     * valid.
     */
    private boolean isExpired(RefreshResult result) {
        return result instanceof RefreshResult.Refreshed refreshed
                && clock.getAsLong() >= refreshed.snapshot().usableUntil();
    }

    /**
     * @return true if this node may send the refresh token now
     * @throws SignInRequiredException if the refresh token is missing or may have been consumed
     */
    private boolean canAcquireLease(VersionedEntry entry) {
        StoredTokens content = entry.content();
        context.requireRefreshToken(content.snapshot(), content.refreshTokenConsumed());
        RefreshLease lease = content.lease();
        if (lease == null) {
            return true;
        }
        boolean expired = lease.expiresAt() <= clock.getAsLong();
        boolean own = isOwn(lease);
        if (lease.phase() == RefreshLease.Phase.ACQUIRED) {
            return own || expired;
        }
        if (expired && !own || own && inDoubt) {
            throw context.refreshTokenConsumed();
        }
        return own;
    }

    private RefreshResult acquireAndRefresh(VersionedEntry entry) {
        long requestedAt = clock.getAsLong();
        RefreshLease lease = new RefreshLease(owner, RefreshLease.Phase.ACQUIRED, requestedAt + LEASE_MILLIS);
        VersionedEntry leased = InFlightMarker.marked(store, subject, entry, lease);
        InFlightMarker marker = new InFlightMarker(
                store,
                subject,
                leased,
                new RefreshLease(owner, RefreshLease.Phase.SENT, clock.getAsLong() + maxResponseMillis()));
        inDoubt = true;
        TokenResponse earlier = leased.content().snapshot().tokens();
        RefreshResponse response;
        try {
            response = requests.refresh(earlier, marker);
        } catch (SmartException failure) {
            recordFailure(marker, failure);
            throw RefreshFailures.forCallers(failure);
        } catch (LeaseLostException leaseLost) {
            inDoubt = false;
            throw leaseLost;
        }
        // inDoubt stays set, because this refresh token must not be sent again, regardless of later results of the
        // store
        TokenSnapshot received = TokenSnapshot.of(response.tokens(), requestedAt, clock.getAsLong());
        writer.accept(received, marker.entry());
        RefreshResult result;
        TokenSnapshot complete;
        try {
            result = writer.write();
        } finally {
            complete = received.withTokens(requests.complete(earlier, response));
            writer.replace(received, complete);
        }
        return result instanceof RefreshResult.Refreshed ? new RefreshResult.Refreshed(complete) : result;
    }

    /**
     * Returns the time after which the lease expires. A later response is still stored if the user has neither signed
     * out nor signed in again.
     */
    private long maxResponseMillis() {
        HttpSettings http = settings.http();
        return http.connectTimeout().toMillis() * MAX_CONNECT_ATTEMPTS
                + http.readTimeout().toMillis() * READ_TIMEOUTS
                + CLOCK_SKEW_ALLOWANCE_MILLIS;
    }

    /** Releases the lease that this node wrote to the store although the store then reported a failure. */
    private void releaseOwnLease() {
        store.find(subject)
                .filter(entry -> isOwn(entry.content().lease()))
                .ifPresent(entry -> store.save(subject, entry.content().withoutLease(), entry.version()));
    }

    private boolean isOwn(@Nullable RefreshLease lease) {
        return lease != null && lease.owner().equals(owner);
    }

    /**
     * Releases the lease if the server has certainly not consumed the refresh token. Otherwise, marks the refresh token
     * as consumed.
     */
    private void recordFailure(InFlightMarker marker, SmartException failure) {
        boolean unused = !marker.isSent() || RefreshFailures.isRefreshTokenUnused(failure);
        inDoubt = !unused;
        VersionedEntry entry = marker.entry();
        try {
            boolean saved = store.save(
                    subject,
                    unused ? entry.content().withoutLease() : entry.content().withRefreshTokenConsumed(),
                    entry.version());
            if (!saved && unused) {
                releaseOwnLease();
            }
        } catch (TokenStoreException storeFailure) {
            // the lease stays in the store and has the same effect: no node sends a consumed refresh token, and only
            // this node sends an unused one
            failure.addSuppressed(storeFailure);
        }
    }
}
