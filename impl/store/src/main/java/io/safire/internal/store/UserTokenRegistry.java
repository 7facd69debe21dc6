package io.safire.internal.store;

import io.safire.diagnosis.Finding;
import io.safire.error.SmartException;
import io.safire.error.TokenStoreException;
import io.safire.internal.cache.AutoRefreshingToken;
import io.safire.internal.cache.BoundedTokenCache;
import io.safire.internal.cache.CachedToken;
import io.safire.internal.cache.ManagedUserTokens;
import io.safire.internal.cache.StoredManagedTokens;
import io.safire.internal.cache.TokenSnapshot;
import io.safire.internal.cache.UserTokenContext;
import io.safire.internal.message.Message;
import io.safire.spi.TokenStore.StoredEntry;
import io.safire.token.AccessToken;
import io.safire.token.IdToken;
import io.safire.token.ManagedTokens;
import io.safire.token.SignOut;
import io.safire.token.TokenResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The user tokens of one server. The store contains the tokens for all nodes, and each node caches the tokens that it
 * uses.
 */
final class UserTokenRegistry implements ManagedUserTokens {

    private static final Logger LOG = System.getLogger(UserTokenRegistry.class.getName());
    private static final int MAX_RETRIES = 5;

    private final UserTokenContext context;
    private final String server;
    private final EncryptedTokenStore store;
    private final AccountLimit accounts;
    private final BoundedTokenCache<String> cache;
    /** Counts the removals on this node. A change of this number during an operation shows a concurrent removal. */
    private final AtomicLong removals = new AtomicLong();

    UserTokenRegistry(
            UserTokenContext context, EncryptedTokenStore store, Sleeper sleeper, PendingStoreWrites pendingWrites) {
        this.context = context;
        this.server = context.server();
        this.store = store;
        this.accounts = new AccountLimit(context.settings(), store);
        this.cache = new BoundedTokenCache<>(
                context.settings().managedTokens().maxStoredUsers(), subject -> context.tokenFactory()
                        .apply(new ClusterTokenRefresher(context, subject, store, sleeper, pendingWrites)));
    }

    /** Replaces any existing entry, even an unreadable entry. */
    @Override
    public ManagedTokens store(String subject, TokenResponse response) {
        context.requireSubject(subject);
        context.requireServer(response.server());
        long signOuts = removals.get();
        long now = context.clock().getAsLong();
        TokenSnapshot obtained = TokenSnapshot.of(response, now, now);
        StoredTokens content = StoredTokens.of(obtained);
        for (int attempt = 0; !store.save(subject, content, store.version(subject)); attempt++) {
            if (attempt == MAX_RETRIES) {
                throw store.saveFailure(new IllegalStateException("The version changed at each attempt"));
            }
        }
        AutoRefreshingToken token = cache.getOrCreate(subject);
        token.replace(obtained);
        dropIfRemoved(subject, token, signOuts);
        response.identity().ifPresent(identity -> enforceAccountLimit(subject, identity, store.expiresAt(content)));
        return managedTokens(subject, token);
    }

    /** The result is empty if the store has no entry or the entry is unreadable. The user then has to sign in again. */
    @Override
    public Optional<ManagedTokens> find(String subject) {
        context.requireSubject(subject);
        return Optional.ofNullable(findToken(subject)).map(token -> managedTokens(subject, token));
    }

    private ManagedTokens managedTokens(String subject, AutoRefreshingToken token) {
        return new StoredManagedTokens(server, subject, () -> token, () -> latest(subject, token));
    }

    private @Nullable CachedToken latest(String subject, AutoRefreshingToken token) {
        CachedToken cached = token.cached();
        if (cached == null || token.isUsable()) {
            return cached;
        }
        AutoRefreshingToken found = findToken(subject);
        return found == null ? null : found.cached();
    }

    /**
     * Returns the token of a subject. Reads the store if no usable token is cached, because another node may have
     * refreshed or removed the stored tokens.
     */
    private @Nullable AutoRefreshingToken findToken(String subject) {
        AutoRefreshingToken known = cache.get(subject);
        if (known != null && known.isUsable()) {
            return known;
        }
        long signOuts = removals.get();
        Optional<VersionedEntry> stored = findReadable(subject);
        if (stored.isEmpty()) {
            if (known != null) {
                known.removeUnusable();
            }
            return null;
        }
        AutoRefreshingToken token = cache.getOrCreate(subject);
        token.synchronize(stored.get().content().snapshot());
        return dropIfRemoved(subject, token, signOuts) ? null : token;
    }

    private Optional<VersionedEntry> findReadable(String subject) {
        try {
            return store.find(subject);
        } catch (UnreadableEntryException unreadable) {
            LOG.log(Level.WARNING, unreadable.getMessage());
            return Optional.empty();
        }
    }

    /** Removes the tokens without revoking them. If the store fails, the tokens are still removed from this node. */
    @Override
    public void remove(String subject) {
        context.requireSubject(subject);
        Removal removal = store.remove(subject);
        evict(subject);
        removal.requireSuccess();
    }

    /**
     * Removes the tokens from the store and the cache, and revokes them. If the store returns no tokens, the cached
     * tokens of this node are revoked.
     */
    @Override
    public SignOut signOut(String subject) {
        context.requireSubject(subject);
        AutoRefreshingToken token = cache.get(subject);
        @Nullable CachedToken cached = token == null ? null : token.cached();
        Removal removal = store.remove(subject);
        evict(subject);
        SignOut signOut = SignOut.of(server, List.of());
        if (removal.entry() != null) {
            signOut = signOut(subject, removal.entry());
        } else if (cached != null) {
            signOut = context.requests().signOut(cached.tokens());
        }
        removal.requireSuccess();
        return signOut;
    }

    @Override
    public boolean invalidate(AccessToken token) {
        return cache.values().stream().anyMatch(candidate -> candidate.invalidate(token));
    }

    private SignOut signOut(String subject, StoredEntry entry) {
        StoredTokens content;
        try {
            content = store.read(subject, entry);
        } catch (SmartException unreadable) {
            return SignOut.of(server, notRevokedFindings(unreadable));
        }
        SignOut signOut = context.requests().signOut(content.snapshot().tokens());
        List<Finding> findings = new ArrayList<>(signOut.findings());
        RefreshLease lease = content.lease();
        if (lease != null && lease.phase() == RefreshLease.Phase.SENT) {
            findings.add(Message.REFRESH_IN_PROGRESS.finding().withMember("refresh_token"));
        }
        return signOut.withFindings(findings);
    }

    private List<Finding> notRevokedFindings(SmartException unreadable) {
        LOG.log(Level.WARNING, unreadable.getMessage());
        return Stream.of("refresh_token", "access_token")
                .map(token -> Message.TOKEN_NOT_REVOKED
                        .finding(token, unreadable.getMessage())
                        .withMember(token))
                .toList();
    }

    private void evict(String subject) {
        removals.incrementAndGet();
        AutoRefreshingToken token = cache.remove(subject);
        if (token != null) {
            token.clear();
        }
    }

    /** A failure is only logged, because the new tokens are already stored. */
    private void enforceAccountLimit(String subject, IdToken identity, Instant expiresAt) {
        try {
            accounts.add(subject, identity, expiresAt).forEach(this::remove);
        } catch (TokenStoreException failure) {
            LOG.log(Level.WARNING, failure.getMessage());
        }
    }

    /** Removes the cached token if a concurrent sign-out removed the entry after this node had read or written it. */
    private boolean dropIfRemoved(String subject, AutoRefreshingToken token, long removalsBefore) {
        boolean removed = removals.get() != removalsBefore && store.version(subject) == 0;
        if (removed) {
            cache.remove(subject);
            token.clear();
        }
        return removed;
    }
}
