package io.safire.internal.cache;

import io.safire.internal.config.ManagedTokenSettings;
import io.safire.internal.config.ServerSettings;
import io.safire.token.AccessToken;
import io.safire.token.Scopes;
import io.safire.token.UserTokens;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** The managed tokens of one server: the application's own tokens and the tokens of its users. */
public final class TokenProvider {

    private final ClientCredentialsTokens clientCredentials;
    private final ManagedUserTokens userTokens;

    public TokenProvider(
            ServerSettings settings, ManagedTokenRequests requests, LongSupplier clock, TokenEnvironment environment) {
        ManagedTokenSettings refreshSettings = settings.managedTokens();
        RefreshSchedule schedule = new RefreshSchedule(
                refreshSettings.refreshAhead(), refreshSettings.refreshJitter(), () -> ThreadLocalRandom.current()
                        .nextDouble());
        RefreshThreads.ServerThreads threads = environment.threads().forServer();
        Function<TokenRefresher, AutoRefreshingToken> tokenFactory =
                source -> new AutoRefreshingToken(settings.name(), source, schedule, clock, threads);
        this.clientCredentials = new ClientCredentialsTokens(settings.client().scopes(), tokenFactory, requests, clock);
        this.userTokens = environment.userTokens().apply(new UserTokenContext(settings, requests, tokenFactory, clock));
    }

    public AutoRefreshingToken defaultToken() {
        return clientCredentials.defaultToken();
    }

    public AccessToken accessToken(Scopes scopes) {
        return clientCredentials.accessToken(scopes);
    }

    public void invalidate(AccessToken token) {
        if (!clientCredentials.invalidate(token)) {
            userTokens.invalidate(token);
        }
    }

    public UserTokens userTokens() {
        return userTokens;
    }
}
