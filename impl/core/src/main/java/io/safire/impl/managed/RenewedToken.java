package io.safire.impl.managed;

import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import io.safire.impl.event.Outcomes;
import io.safire.impl.message.Message;
import io.safire.token.AccessToken;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An access token that is refreshed before it expires. Until a refresh is due, a call only reads one field and the clock. The lock
 * is never held during a request or a wait.
 */
public final class RenewedToken {

    private static final Logger LOG = System.getLogger(RenewedToken.class.getName());
    /** Minimum age of a token that {@link #invalidate} discards: a resource server rejects a newer one for another reason. */
    private static final long MOMENT = 1_000;
    /** The time after a failure for which the server counts as unavailable; longer than the usual interval between calls. */
    private static final long OUTAGE_KNOWN = 10_000;
    /** Some runtimes drop what threads should do while an application starts or ends. */
    private static final long START_DELAY = 250;

    private static final int MAX_STARTS = 120;

    private final String server;
    private final TokenSource source;
    private final RenewalTimes times;
    private final LongSupplier clock;
    private final RenewalThreads.Share threads;
    private final Object lock = new Object();

    private volatile @Nullable Current current;
    private @Nullable Flight flight;
    /** A refresh in progress whose result is outdated, because the token was replaced or dropped meanwhile. */
    private @Nullable Flight overtaken;

    private int failures;
    private @Nullable SmartException refusal;
    private long refusedSince;
    private long refusedUntil;

    RenewedToken(
            String server, TokenSource source, RenewalTimes times, LongSupplier clock, RenewalThreads.Share threads) {
        this.server = server;
        this.source = source;
        this.times = times;
        this.clock = clock;
        this.threads = threads;
    }

    /** Returns a valid access token: the cached one, or else a new one, for which the caller waits. */
    public AccessToken accessToken() {
        Current now = current;
        long time = clock.getAsLong();
        if (now != null && time < now.quietUntil()) {
            return now.token();
        }
        return now != null && time < now.usableUntil()
                ? ahead(now, time)
                : awaited().tokens().accessToken();
    }

    /** Returns a valid token like {@link #accessToken()}, but never waits for a response. */
    public CompletionStage<AccessToken> accessTokenAsync() {
        if (usable()) {
            return CompletableFuture.completedFuture(accessToken());
        }
        CompletableFuture<AccessToken> result = new CompletableFuture<>();
        complete(result);
        return result;
    }

    /** Completes a stage after the refresh in progress, or after one that is started here. */
    private void complete(CompletableFuture<AccessToken> result) {
        Joined joined;
        try {
            joined = join();
        } catch (SmartException failure) {
            completeOnOwnThread(result, null, failure);
            return;
        }
        Flight flight = joined.flight();
        if (flight == null) {
            completeOnOwnThread(result, joined.obtained(), null);
            return;
        }
        if (joined.mine()) {
            start(flight, MAX_STARTS);
        }
        flight.result().whenComplete((renewal, none) -> {
            try {
                Obtained obtained = obtained(renewal);
                if (obtained == null) {
                    complete(result);
                } else {
                    completeOnOwnThread(result, obtained, null);
                }
            } catch (SmartException failure) {
                completeOnOwnThread(result, null, failure);
            }
        });
    }

    /** Starts a refresh that no caller waits for. If no thread begins with it in time, another one gets it. */
    private void start(Flight flight, int attempts) {
        if (flight.isStarted()) {
            return;
        }
        if (attempts == 0) {
            if (flight.take()) {
                settle(flight, new Renewal.Failed(noThread()));
            }
            return;
        }
        threads.start(() -> fly(flight));
        threads.timer().later(() -> start(flight, attempts - 1), START_DELAY);
    }

    private NetworkException noThread() {
        return new NetworkException(server, Message.NO_REFRESH_THREAD.of(server), "No thread", true);
    }

    private void completeOnOwnThread(
            CompletableFuture<AccessToken> result, @Nullable Obtained obtained, @Nullable SmartException failure) {
        Runnable completion = obtained == null
                ? () -> result.completeExceptionally(failure)
                : () -> result.complete(obtained.tokens().accessToken());
        try {
            threads.completions().execute(completion);
        } catch (RejectedExecutionException ended) {
            // the application is stopping
            completion.run();
        }
    }

    /** Returns the cached token, even if it is no longer usable; null if no token is cached. */
    @Nullable
    Current current() {
        return current;
    }

    boolean usable() {
        Current now = current;
        return now != null && clock.getAsLong() < now.usableUntil();
    }

    /** Returns whether a refresh is in progress, or a response has yet to be written to the store. */
    boolean atWork() {
        synchronized (lock) {
            return flight != null || source.holdsAnswer();
        }
    }

    /** Replaces the token with one from elsewhere, such as a new sign-in. */
    void replace(Obtained obtained) {
        synchronized (lock) {
            overtaken = flight;
            take(obtained);
        }
    }

    /** Caches tokens that were read from the store, unless a token is already cached. */
    void begin(Obtained obtained) {
        synchronized (lock) {
            if (current == null) {
                take(obtained);
            }
        }
    }

    /** Removes the cached token. */
    void drop() {
        synchronized (lock) {
            overtaken = flight;
            current = null;
        }
    }

    /**
     * Stops using a token that a resource server rejected. A token younger than one second, or than a tenth of its lifetime if that
     * is less, stays in use.
     *
     * @return false if a different token is cached
     */
    boolean invalidate(AccessToken token) {
        if (!isThere(token)) {
            // checked without the lock, because a caller that does not know the token's owner calls all instances
            return false;
        }
        synchronized (lock) {
            Current now = current;
            if (now == null || !isThere(token)) {
                return false;
            }
            Obtained obtained = now.obtained();
            long moment = Math.min(MOMENT, (obtained.usableUntil() - obtained.at()) / 10);
            long age = clock.getAsLong() - obtained.at();
            // a negative age means that the clock was set back, so the actual age is unknown
            if (age < 0 || age >= moment) {
                current = now.refused();
            }
            return true;
        }
    }

    private boolean isThere(AccessToken token) {
        Current now = current;
        return now != null && now.token().value().equals(token.value());
    }

    private AccessToken ahead(Current now, long time) {
        Flight begun = begun(now);
        if (begun != null && !threads.start(() -> fly(begun)) && begun.take()) {
            settle(begun, new Renewal.Busy());
        }
        return now.token();
    }

    /** Returns a new background refresh for exactly one caller; null for the others, which keep using the cached token. */
    private @Nullable Flight begun(Current seen) {
        synchronized (lock) {
            Current now = current;
            if (now == null || flight != null || now.quietUntil() != seen.quietUntil()) {
                return null;
            }
            current = now.quietUntil(now.usableUntil());
            return flight = new Flight(now, null);
        }
    }

    /**
     * Joins or starts a refresh and waits for its result. After an outage, only the caller that starts the refresh waits; the others
     * fail at once, because an unresponsive server would block one thread for each of them.
     */
    private Obtained awaited() {
        while (true) {
            Joined joined = join();
            Flight flight = joined.flight();
            if (flight == null) {
                return joined.obtained();
            }
            // run by the caller only if no thread is free: an interrupted caller must not abort the refresh of the others
            if (joined.mine() && !threads.start(() -> fly(flight))) {
                fly(flight);
            }
            Obtained obtained = obtained(outcome(flight));
            if (obtained != null) {
                return obtained;
            }
        }
    }

    /** A usable token, or else the refresh to wait for. */
    private record Joined(@Nullable Obtained obtained, @Nullable Flight flight, boolean mine) {}

    private Joined join() {
        Flight joined;
        boolean mine = false;
        synchronized (lock) {
            Current now = current;
            long time = clock.getAsLong();
            if (now != null && time < now.usableUntil()) {
                return new Joined(now.obtained(), null, false);
            }
            SmartException last = refusal;
            if (flight == null && last != null && isPaused(time)) {
                throw OwnFailure.of(last);
            }
            if (flight == null) {
                flight = new Flight(now, outage(time));
                mine = true;
            }
            joined = flight;
        }
        if (!mine && joined.outage() != null) {
            throw OwnFailure.of(joined.outage());
        }
        return new Joined(null, joined, mine);
    }

    /** The tokens of a refresh; null if it has to be tried again. */
    private static @Nullable Obtained obtained(Renewal renewal) {
        if (renewal instanceof Renewal.Renewed renewed) {
            return renewed.obtained();
        }
        if (renewal instanceof Renewal.Failed failed) {
            throw OwnFailure.of(failed.failure());
        }
        if (renewal instanceof Renewal.Ended ended) {
            throw OwnFailure.of(ended.failure());
        }
        return null;
    }

    /** Returns whether callers still get the last failure. A clock that was set back ends this. */
    private boolean isPaused(long time) {
        return time < refusedUntil && time >= refusedSince;
    }

    /** Returns the last failure if it made the server unreachable less than 10 seconds ago; otherwise null. */
    private @Nullable SmartException outage(long time) {
        SmartException last = refusal;
        boolean known = last != null && Outcomes.isUnavailable(last);
        return known && time >= refusedSince && time - refusedSince < OUTAGE_KNOWN ? last : null;
    }

    private Renewal outcome(Flight joined) {
        try {
            return joined.awaited(() -> fly(joined));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new NetworkException(server, Message.RENEWAL_INTERRUPTED.of(server), "Interrupted");
        } catch (TimeoutException endless) {
            throw new NetworkException(server, Message.RENEWAL_ENDLESS.of(server), "Timed out");
        }
    }

    private void fly(Flight mine) {
        if (!mine.take()) {
            return;
        }
        Renewal renewal;
        try {
            renewal = source.next(mine.before());
        } catch (SmartException failure) {
            renewal = new Renewal.Failed(failure);
        } catch (RuntimeException | Error unexpected) {
            NetworkException failure = new NetworkException(
                    server,
                    Message.RENEWAL_BROKEN.of(server, unexpected.getClass().getName()),
                    "Unexpected failure");
            failure.initCause(unexpected);
            renewal = new Renewal.Failed(failure);
        }
        settle(mine, renewal);
    }

    private void settle(Flight mine, Renewal renewal) {
        @Nullable Current left = null;
        synchronized (lock) {
            boolean late = overtaken == mine;
            flight = null;
            overtaken = null;
            if (late) {
                refusal = null;
            } else if (renewal instanceof Renewal.Renewed renewed) {
                take(renewed.obtained());
            } else if (renewal instanceof Renewal.Ended) {
                current = null;
            } else if (renewal instanceof Renewal.Failed failed) {
                failures++;
                left = keep(failed.failure());
            } else {
                keep(null);
            }
        }
        mine.land(renewal);
        if (left != null && renewal instanceof Renewal.Failed failed) {
            LOG.log(
                    Level.WARNING,
                    Message.RENEWAL_POSTPONED.of(
                            server,
                            Instant.ofEpochMilli(left.usableUntil()),
                            failed.failure().getMessage()));
        }
    }

    private void take(Obtained obtained) {
        failures = 0;
        refusal = null;
        long due = source.renews(obtained) ? times.due(obtained.at(), obtained.usableUntil()) : obtained.usableUntil();
        current = Current.of(obtained, due);
    }

    /** Schedules the next attempt. Returns the cached token if it is still usable, otherwise null. */
    private @Nullable Current keep(@Nullable SmartException failure) {
        Current now = current;
        long time = clock.getAsLong();
        if (now == null || time >= now.usableUntil()) {
            refusal = failure;
            refusedSince = time;
            refusedUntil = time + times.pauseWithoutToken(failures);
            return null;
        }
        long life = now.usableUntil() - now.obtained().at();
        long next = time + times.pause(Math.max(1, failures), life);
        current = now.quietUntil(next);
        return now;
    }
}
