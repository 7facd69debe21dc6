package io.safire.internal.document;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The cached copy of a document, and the permit to load the document. Several clients of one server can share this
 * state.
 */
public final class DocumentState<T> {

    final Semaphore singleFlight = new Semaphore(1, true);
    final AtomicReference<@Nullable DocumentCopy<T>> copy = new AtomicReference<>();
    volatile @Nullable CachedFailure lastFailure;
    volatile Instant lastLoad = Instant.MIN;
    /** The time of the next search for a newer version. Only the holder of the permit reads and sets this time. */
    Instant nextSearch = Instant.MIN;

    record CachedFailure(RuntimeException exception, Instant time) {

        /** The result is false if the clock was set back. */
        boolean isYoungerThan(Duration age, Instant now) {
            return !now.isBefore(time) && now.isBefore(time.plus(age));
        }
    }
}
