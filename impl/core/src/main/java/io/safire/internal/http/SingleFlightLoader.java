package io.safire.internal.http;

import io.safire.internal.config.HttpSettings;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.http.TransportException.FailureKind;
import io.safire.spi.RequestObserver;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A loader that collapses concurrent loads of one document into a single request. The other callers wait for the
 * result, at most for the time of one response. If a stale copy is available, or if the last load failed a short time
 * ago, they do not wait, but receive that copy or failure. Failures that would also affect other callers are cached for
 * three seconds, so that waiting callers do not retry one after another.
 */
public final class SingleFlightLoader {

    private static final Duration FAILURE_TTL = Duration.ofSeconds(3);

    private final URI document;
    private final Clock clock;
    private final Predicate<RuntimeException> cacheable;
    private final Bulkhead bulkhead;
    private volatile @Nullable CachedFailure lastFailure;

    /** The time after a failure during which callers fail fast while another caller is loading the document. */
    private final Duration failFastPeriod;

    private record CachedFailure(RuntimeException exception, Instant time) {

        /** Returns whether the failure occurred less than the given time ago; false if the clock was set back. */
        boolean isYoungerThan(Duration age, Instant now) {
            return !now.isBefore(time) && now.isBefore(time.plus(age));
        }
    }

    /**
     * Creates a loader that sends no request yet.
     *
     * @param document the URL of the document, for messages
     * @param observer receives the time that callers waited
     * @param cacheable selects the failures to cache, which are those that would also affect other callers
     */
    public SingleFlightLoader(
            ServerSettings settings,
            URI document,
            Clock clock,
            RequestObserver observer,
            Predicate<RuntimeException> cacheable) {
        this.document = document;
        this.clock = clock;
        this.cacheable = cacheable;
        HttpSettings http = settings.http();
        Duration responseTimeout = http.connectTimeout().plus(http.readTimeout());
        this.failFastPeriod = FAILURE_TTL.plus(responseTimeout.multipliedBy(2));
        this.bulkhead = new Bulkhead(1, responseTimeout, wait -> observer.onWait(settings.name(), wait));
    }

    /**
     * Returns the document from a cache, or loads it.
     *
     * @param fresh returns the copy that is still fresh; called again after a wait, because another caller may have
     *     loaded the document in the meantime
     * @param stale returns the stale copy that may be used while another caller is loading the document
     * @param loader loads and caches the document; must not throw {@link TransportException}
     * @throws TransportException if another caller is still loading and there is no stale copy
     */
    public <T> T load(Supplier<Optional<T>> fresh, Supplier<Optional<T>> stale, Supplier<T> loader) {
        Supplier<T> attempt = () -> fresh.get().orElseGet(() -> tryLoad(loader));
        return fresh.get().orElseGet(() -> loadOnce(attempt, fresh, stale.get()));
    }

    /**
     * Runs the work while no caller is loading the document.
     *
     * @throws TransportException if another caller is still loading after the wait time
     */
    public <T> T runExclusively(Supplier<T> work) {
        try {
            return bulkhead.execute(document, work);
        } catch (TransportException busy) {
            throw new TransportException(
                    FailureKind.TIMEOUT, "Timed out while another caller loaded the document", document);
        }
    }

    private <T> T loadOnce(Supplier<T> attempt, Supplier<Optional<T>> fresh, Optional<T> stale) {
        CachedFailure last = lastFailure;
        boolean failedRecently = last != null && last.isYoungerThan(failFastPeriod, clock.instant());
        if (stale.isEmpty() && !failedRecently) {
            return runExclusively(attempt);
        }
        // the other caller may have loaded the document by now
        return bulkhead.tryExecute(attempt).or(fresh).or(() -> stale).orElseThrow(() -> last.exception);
    }

    private <T> T tryLoad(Supplier<T> loader) {
        CachedFailure recent = lastFailure;
        if (recent != null && recent.isYoungerThan(FAILURE_TTL, clock.instant())) {
            throw recent.exception;
        }
        try {
            T loaded = loader.get();
            lastFailure = null;
            return loaded;
        } catch (RuntimeException thrown) {
            lastFailure = cacheable.test(thrown) ? new CachedFailure(thrown, clock.instant()) : null;
            throw thrown;
        }
    }
}
