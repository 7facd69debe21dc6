package io.safire.internal.cache;

import io.safire.token.AccessToken;
import io.safire.token.Scopes;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The application's own access tokens at one server, one for each set of scopes. */
final class ClientCredentialsTokens {

    /**
     * The maximum number of sets of scopes that have a cached token. Without this limit, an application that builds
     * scopes from user input would fill the memory.
     */
    private static final int MAX_SCOPE_SETS = 500;

    private final BoundedTokenCache<Scopes> cache;
    private final AutoRefreshingToken defaultToken;
    private final Scopes defaultScopes;

    ClientCredentialsTokens(
            Scopes defaultScopes,
            Function<TokenRefresher, AutoRefreshingToken> tokenFactory,
            ManagedTokenRequests requests,
            LongSupplier clock) {
        this.cache = new BoundedTokenCache<>(
                MAX_SCOPE_SETS, scopes -> tokenFactory.apply(new ClientCredentialsRefresher(requests, scopes, clock)));
        this.defaultScopes = defaultScopes;
        this.defaultToken = tokenFactory.apply(new ClientCredentialsRefresher(requests, defaultScopes, clock));
    }

    AutoRefreshingToken defaultToken() {
        return defaultToken;
    }

    AccessToken accessToken(Scopes scopes) {
        AutoRefreshingToken cached = cache.get(scopes);
        return (cached == null ? add(scopes) : cached).accessToken();
    }

    boolean invalidate(AccessToken token) {
        return defaultToken.invalidate(token)
                || cache.values().stream().anyMatch(candidate -> candidate.invalidate(token));
    }

    private AutoRefreshingToken add(Scopes scopes) {
        return scopes.equals(defaultScopes) ? defaultToken : cache.getOrCreate(scopes);
    }

    private record ClientCredentialsRefresher(ManagedTokenRequests requests, Scopes scopes, LongSupplier clock)
            implements TokenRefresher {
        @Override
        public RefreshResult refresh(@Nullable CachedToken last) {
            long requestedAt = clock.getAsLong();
            return new RefreshResult.Refreshed(
                    TokenSnapshot.of(requests.requestToken(scopes), requestedAt, clock.getAsLong()));
        }

        @Override
        public boolean canRefresh(TokenSnapshot snapshot) {
            return true;
        }
    }
}
