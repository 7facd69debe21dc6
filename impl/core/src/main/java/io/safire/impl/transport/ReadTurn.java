package io.safire.impl.transport;

import io.safire.impl.config.HttpSettings;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.transport.TransportFailure.Kind;
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
 * A loader that collapses concurrent loads of one document into a single request. The other callers wait for it, at
 * most for the time of one response. If a stale copy is available, or the last load failed a short time ago, they do
 * not wait: they get that copy or failure. Failures that other callers would meet too are cached for three seconds, so
 * that waiting callers do not retry one after another.
 */
public final class ReadTurn {

    private static final Duration REMEMBERED = Duration.ofSeconds(3);

    private final URI document;
    private final Clock clock;
    private final Predicate<RuntimeException> lasting;
    private final Bulkhead place;
    private volatile @Nullable Failure failure;

    /** The time after a failure during which callers fail fast while another caller loads. */
    private final Duration outage;

    private record Failure(RuntimeException exception, Instant at) {

        /** Returns whether the failure is more recent than an age; false if the clock was set back. */
        boolean isYoungerThan(Duration age, Instant now) {
            return !now.isBefore(at) && now.isBefore(at.plus(age));
        }
    }

    /**
     * Creates a loader that sends no request yet.
     *
     * @param document the URL of the document, for messages
     * @param observer receives the time that callers waited
     * @param lasting selects the failures that other callers would meet too, which are cached
     */
    public ReadTurn(
            ServerSettings settings,
            URI document,
            Clock clock,
            RequestObserver observer,
            Predicate<RuntimeException> lasting) {
        this.document = document;
        this.clock = clock;
        this.lasting = lasting;
        HttpSettings http = settings.http();
        Duration answer = http.connectTimeout().plus(http.readTimeout());
        this.outage = REMEMBERED.plus(answer.multipliedBy(2));
        this.place = new Bulkhead(1, answer, wait -> observer.waited(settings.name(), wait));
    }

    /**
     * Returns the document from a cache, or loads it.
     *
     * @param fresh returns the copy that is still fresh; called again after a wait, since another caller may have
     *     loaded it
     * @param meanwhile returns the stale copy that may be used while another caller loads
     * @param reader loads and caches the document; must not throw {@link TransportFailure}
     * @throws TransportFailure if another caller is still loading and there is no stale copy
     */
    public <T> T read(Supplier<Optional<T>> fresh, Supplier<Optional<T>> meanwhile, Supplier<T> reader) {
        Supplier<T> attempt = () -> fresh.get().orElseGet(() -> attempt(reader));
        return fresh.get().orElseGet(() -> inTurn(attempt, fresh, meanwhile.get()));
    }

    /**
     * Runs the work while no caller loads the document.
     *
     * @throws TransportFailure if another caller is still loading after the wait time
     */
    public <T> T alone(Supplier<T> work) {
        try {
            return place.within(document, work);
        } catch (TransportFailure full) {
            throw new TransportFailure(Kind.TIMEOUT, "Timed out while another caller loaded the document", document);
        }
    }

    private <T> T inTurn(Supplier<T> attempt, Supplier<Optional<T>> fresh, Optional<T> meanwhile) {
        Failure last = failure;
        boolean known = last != null && last.isYoungerThan(outage, clock.instant());
        if (meanwhile.isEmpty() && !known) {
            return alone(attempt);
        }
        // the other caller may have loaded it by now
        return place.ifFree(attempt).or(fresh).or(() -> meanwhile).orElseThrow(() -> last.exception);
    }

    private <T> T attempt(Supplier<T> reader) {
        Failure recent = failure;
        if (recent != null && recent.isYoungerThan(REMEMBERED, clock.instant())) {
            throw recent.exception;
        }
        try {
            T read = reader.get();
            failure = null;
            return read;
        } catch (RuntimeException failed) {
            failure = lasting.test(failed) ? new Failure(failed, clock.instant()) : null;
            throw failed;
        }
    }
}
