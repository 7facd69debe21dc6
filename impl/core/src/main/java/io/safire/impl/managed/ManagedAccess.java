package io.safire.impl.managed;

import io.safire.impl.config.RenewalSettings;
import io.safire.impl.config.ServerSettings;
import io.safire.token.AccessToken;
import io.safire.token.Scopes;
import io.safire.token.UserTokens;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** The managed tokens of one server: the application's own tokens and the tokens of its users. */
public final class ManagedAccess {

    private final BackendTokens backend;
    private final KeptLaunches launches;

    public ManagedAccess(ServerSettings settings, TokenRequests requests, LongSupplier clock, Upkeep upkeep) {
        RenewalSettings renewal = settings.renewal();
        RenewalTimes times = new RenewalTimes(renewal.ahead(), renewal.jitter(), () -> ThreadLocalRandom.current()
                .nextDouble());
        RenewalThreads.Share share = upkeep.threads().share();
        Function<TokenSource, RenewedToken> tokenOf =
                source -> new RenewedToken(settings.name(), source, times, clock, share);
        this.backend = new BackendTokens(settings.client().scopes(), tokenOf, requests, clock);
        SealedStore store = new SealedStore(settings, upkeep.store(), upkeep.random());
        HeldAnswers held = upkeep.threads().held();
        this.launches = new KeptLaunches(
                settings,
                store,
                requests,
                subject -> tokenOf.apply(
                        new SharedRenewal(settings, subject, store, requests, clock, Pauses.SLEEPING, held)),
                clock);
    }

    /** Returns the application's own token for the configured scopes. */
    public RenewedToken usual() {
        return backend.usual();
    }

    public AccessToken accessToken(Scopes scopes) {
        return backend.accessToken(scopes);
    }

    public void invalidate(AccessToken token) {
        if (!backend.invalidate(token)) {
            launches.invalidate(token);
        }
    }

    public UserTokens userTokens() {
        return launches;
    }
}
