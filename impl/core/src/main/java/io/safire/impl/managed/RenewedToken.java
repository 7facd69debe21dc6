package io.safire.impl.managed;

import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import io.safire.impl.event.Outcomes;
import io.safire.impl.message.Message;
import io.safire.token.AccessToken;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One access token that is renewed ahead of its end. As a rule a call reads one field and the clock. The lock is held for a
 * few assignments, never while something is sent or waited for.
 */
public final class RenewedToken {

    private static final Logger LOG = System.getLogger(RenewedToken.class.getName());
    /** A resource server that refuses so new a token has another reason than its age. */
    private static final long MOMENT = 1_000;
    /** Longer than the pause between two requests of those who go on asking. */
    private static final long OUTAGE_KNOWN = 10_000;

    private final String server;
    private final TokenSource source;
    private final RenewalTimes times;
    private final LongSupplier clock;
    private final RenewalThreads.Share threads;
    private final Object lock = new Object();

    private volatile @Nullable Current current;
    private @Nullable Flight flight;
    /** A renewal that is under way, and whose outcome is older than what is there. */
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

    /** A token that is valid now. */
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

    /** What is there, usable or not. */
    @Nullable
    Current current() {
        return current;
    }

    boolean usable() {
        Current now = current;
        return now != null && clock.getAsLong() < now.usableUntil();
    }

    /** Whether it is being renewed, or holds what has to go into a store yet. */
    boolean atWork() {
        synchronized (lock) {
            return flight != null || source.holdsAnswer();
        }
    }

    /** Takes tokens that came by another way, such as a new sign-in. */
    void replace(Obtained obtained) {
        synchronized (lock) {
            overtaken = flight;
            take(obtained);
        }
    }

    /** Begins with tokens that were kept, unless there are some. */
    void begin(Obtained obtained) {
        synchronized (lock) {
            if (current == null) {
                take(obtained);
            }
        }
    }

    /** Nothing is handed out any more. */
    void drop() {
        synchronized (lock) {
            overtaken = flight;
            current = null;
        }
    }

    /** Takes a token out of use that a resource server refused. False if it is another one. */
    boolean invalidate(AccessToken token) {
        if (!isThere(token)) {
            // without the lock: whoever does not know whose token it is asks all of them
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
            // below 0 the clock was set back: how old it is, nobody knows
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

    /** A renewal in the background, of whose begin one caller learns. The others have nothing to do until it ends. */
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
     * What a request brings that is under way, or is begun here. While a server that could not be reached is asked again, the
     * one who asks waits, and nobody else: it would take a thread from each caller for as long as it is silent.
     */
    private Obtained awaited() {
        while (true) {
            Flight joined;
            boolean mine = false;
            synchronized (lock) {
                Current now = current;
                long time = clock.getAsLong();
                if (now != null && time < now.usableUntil()) {
                    return now.obtained();
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
            // never by the caller while a thread is free: a caller that is interrupted must not end it for the others
            if (mine && !threads.start(() -> fly(joined))) {
                fly(joined);
            }
            Renewal renewal = outcome(joined);
            if (renewal instanceof Renewal.Renewed renewed) {
                return renewed.obtained();
            }
            if (renewal instanceof Renewal.Failed failed) {
                throw OwnFailure.of(failed.failure());
            }
            if (renewal instanceof Renewal.Ended ended) {
                throw OwnFailure.of(ended.failure());
            }
        }
    }

    /** A clock that is set back ends the pause. */
    private boolean isPaused(long time) {
        return time < refusedUntil && time >= refusedSince;
    }

    /** Why the server could not be reached just now; null for a server of which that is not known. */
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

    /** What can be used until the next attempt; null for nothing. */
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
