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
 * Has a document that many want read by one caller. The others wait for it, for as long as one answer may take; where there
 * is something to use meanwhile, or the last attempt failed, they get that at once. A failure that lasts is remembered for
 * seconds, so that a crowd does not try one after the other.
 */
public final class ReadTurn {

    private static final Duration REMEMBERED = Duration.ofSeconds(3);

    private final URI document;
    private final Clock clock;
    private final Predicate<RuntimeException> lasting;
    private final Bulkhead place;
    private volatile @Nullable Failure failure;

    /** How long after a failure another attempt may be under way, for those who go on asking. */
    private final Duration outage;

    private record Failure(RuntimeException exception, Instant at) {

        /** A clock that was set back makes nothing last longer. */
        boolean isYoungerThan(Duration age, Instant now) {
            return !now.isBefore(at) && now.isBefore(at.plus(age));
        }
    }

    /**
     * Reads nothing yet.
     *
     * @param document what is read, for messages
     * @param observer is told how long callers had to wait
     * @param lasting the failures that others would meet as well
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
     * The document.
     *
     * @param fresh the copy that needs no reading; looked for again once it is this caller's turn
     * @param meanwhile the copy that will do while somebody else is reading
     * @param reader reads and keeps it; what it throws is no {@link TransportFailure}
     * @throws TransportFailure if another caller is still reading it
     */
    public <T> T read(Supplier<Optional<T>> fresh, Supplier<Optional<T>> meanwhile, Supplier<T> reader) {
        Supplier<T> attempt = () -> fresh.get().orElseGet(() -> attempt(reader));
        return fresh.get().orElseGet(() -> inTurn(attempt, fresh, meanwhile.get()));
    }

    /**
     * Does something while nobody reads.
     *
     * @throws TransportFailure if somebody still does
     */
    public <T> T alone(Supplier<T> work) {
        try {
            return place.within(document, work);
        } catch (TransportFailure full) {
            throw new TransportFailure(Kind.TIMEOUT, "Timed out behind another caller", document);
        }
    }

    private <T> T inTurn(Supplier<T> attempt, Supplier<Optional<T>> fresh, Optional<T> meanwhile) {
        Failure last = failure;
        boolean known = last != null && last.isYoungerThan(outage, clock.instant());
        if (meanwhile.isEmpty() && !known) {
            return alone(attempt);
        }
        // looked for once more, since the trouble may be over by now
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
