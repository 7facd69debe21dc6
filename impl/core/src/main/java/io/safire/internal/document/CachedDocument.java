package io.safire.internal.document;

import static java.util.Objects.requireNonNull;

import io.safire.internal.config.HttpSettings;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.document.DocumentState.CachedFailure;
import io.safire.internal.http.Bulkhead;
import io.safire.internal.http.TransportException;
import io.safire.internal.http.TransportException.FailureKind;
import io.safire.spi.RequestObserver;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A cached document of a server. If the document cannot be loaded again, the expired copy is used for a limited
 * additional time.
 *
 * <p>Concurrent callers share one load. While one caller loads, the other callers receive the stale copy at once.
 * Without a usable copy, the other callers wait at most as long as one request may take.
 *
 * <p>The cache keeps a failure for three seconds if other callers would have the same failure. Waiting callers
 * therefore do not retry one after another.
 */
public final class CachedDocument<T> {

    private static final Duration FAILURE_TTL = Duration.ofSeconds(3);
    /** The time between requests to a failing server while the stale copy is used. */
    private static final Duration RETRY_DELAY = Duration.ofSeconds(30);

    private final DocumentState<T> state;
    private final URI address;
    private final DocumentSource<T> source;
    private final Clock clock;
    private final Bulkhead singleFlight;
    /** The period after a failure in which callers fail fast if another caller is already loading the document. */
    private final Duration failFastPeriod;

    /**
     * This constructor sends no request.
     *
     * @param address the URL of the document, for messages
     * @param observer the observer that receives the time that callers waited
     */
    public CachedDocument(
            ServerSettings settings, URI address, DocumentSource<T> source, Clock clock, RequestObserver observer) {
        this(new DocumentState<>(), settings, address, source, clock, observer);
    }

    /**
     * This constructor sends no request.
     *
     * @param state the cached copy, which several caches of the same document can share
     * @param address the URL of the document, for messages
     * @param observer the observer that receives the time that callers waited
     */
    public CachedDocument(
            DocumentState<T> state,
            ServerSettings settings,
            URI address,
            DocumentSource<T> source,
            Clock clock,
            RequestObserver observer) {
        this.state = state;
        this.address = address;
        this.source = source;
        this.clock = clock;
        HttpSettings http = settings.http();
        Duration responseTimeout = http.connectTimeout().plus(http.readTimeout());
        this.failFastPeriod = FAILURE_TTL.plus(responseTimeout.multipliedBy(2));
        this.singleFlight =
                new Bulkhead(state.singleFlight, 1, responseTimeout, wait -> observer.onWait(settings.name(), wait));
    }

    /**
     * @throws TransportException if another caller is still loading the document and there is no usable copy
     */
    public T get() {
        return findFresh().orElseGet(this::loadOnce);
    }

    /** Returns the last copy, even if it has expired. Sends no request. */
    public Optional<T> last() {
        return find(any -> true);
    }

    /**
     * Makes the next call load the whole document, while concurrent callers wait for the load. This method has no
     * effect within the given interval after the last load, so that frequent errors do not cause frequent loads.
     */
    public void markWrong(Duration minInterval) {
        DocumentCopy<T> current = state.copy.get();
        if (current != null && !clock.instant().isBefore(state.lastLoad.plus(minInterval))) {
            // if another thread has loaded a newer copy in the meantime, the newer copy is retained
            state.copy.compareAndSet(current, current.asWrong());
        }
    }

    /**
     * Loads the document again, because the given version lacks a required part. During the load, other callers receive
     * the cached version.
     *
     * @return a version that differs from the given version; empty if the last search was less than the given interval
     *     ago, or if the document cannot be loaded
     */
    public Optional<T> findNewer(T outdated, Duration minInterval) {
        try {
            return runExclusively(() -> search(outdated, minInterval));
        } catch (TransportException timeout) {
            return Optional.empty();
        }
    }

    private Optional<T> search(T outdated, Duration minInterval) {
        Optional<T> other = last().filter(document -> document != outdated);
        Instant now = clock.instant();
        if (other.isPresent() || now.isBefore(state.nextSearch)) {
            return other;
        }
        state.nextSearch = now.plus(minInterval);
        try {
            return Optional.of(load());
        } catch (RuntimeException failure) {
            if (source.isTransient(failure)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private T loadOnce() {
        Instant now = clock.instant();
        CachedFailure failure = state.lastFailure;
        boolean failedRecently = failure != null && failure.isYoungerThan(failFastPeriod, now);
        Optional<T> stale = find(current -> current.isUsable(now) && !current.isWrong());
        if (stale.isEmpty() && !failedRecently) {
            return waitAndLoad();
        }
        // the other caller may have loaded the document by now
        return singleFlight
                .tryExecute(this::loadUnlessFresh)
                .or(this::findFresh)
                .or(() -> stale)
                .orElseThrow(() -> source.restate(requireNonNull(failure).exception()));
    }

    private T waitAndLoad() {
        try {
            return runExclusively(this::loadUnlessFresh);
        } catch (TransportException timeout) {
            return find(current -> current.isUsable(clock.instant())).orElseThrow(() -> timeout);
        }
    }

    private T loadUnlessFresh() {
        return findFresh().orElseGet(this::loadOrReuse);
    }

    private T loadOrReuse() {
        CachedFailure recent = state.lastFailure;
        if (recent != null && recent.isYoungerThan(FAILURE_TTL, clock.instant())) {
            throw source.restate(recent.exception());
        }
        try {
            T loaded = load();
            state.lastFailure = null;
            return loaded;
        } catch (RuntimeException failure) {
            return reuse(failure);
        }
    }

    /**
     * Returns the stale copy if the failure is transient and the copy is still usable. Otherwise, throws the failure.
     */
    private T reuse(RuntimeException failure) {
        DocumentCopy<T> current = state.copy.get();
        Instant now = clock.instant();
        if (current != null && current.isUsable(now) && source.isTransient(failure)) {
            state.lastFailure = null;
            source.onStaleCopyUsed(current, failure);
            state.copy.set(current.freshUntil(now.plus(RETRY_DELAY)));
            return current.document();
        }
        source.onLoadFailed(failure);
        state.lastFailure = source.affectsOtherCallers(failure) ? new CachedFailure(failure, now) : null;
        throw failure;
    }

    private T load() {
        state.lastLoad = clock.instant();
        DocumentCopy<T> loaded = source.load(state.copy.get());
        state.copy.set(loaded);
        return loaded.document();
    }

    private <R> R runExclusively(Supplier<R> work) {
        try {
            return singleFlight.execute(address, work);
        } catch (TransportException busy) {
            if (busy.kind() == FailureKind.INTERRUPTED) {
                throw busy;
            }
            throw new TransportException(
                    FailureKind.LOAD_TIMEOUT, "Timed out while another caller loaded the document", address);
        }
    }

    private Optional<T> findFresh() {
        return find(current -> current.isFresh(clock.instant()));
    }

    private Optional<T> find(Predicate<DocumentCopy<T>> condition) {
        return Optional.ofNullable(state.copy.get()).filter(condition).map(DocumentCopy::document);
    }
}
