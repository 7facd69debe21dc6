package io.safire.internal.document;

import io.safire.error.DiscoveryException;
import io.safire.error.SmartException;
import io.safire.internal.http.NetworkExceptions;
import org.jspecify.annotations.Nullable;

/** The server from which a {@link CachedDocument} is loaded. */
public interface DocumentSource<T> {

    /**
     * @param previous the copy to revalidate; null if the document has not been loaded yet
     */
    DocumentCopy<T> load(@Nullable DocumentCopy<T> previous);

    /**
     * Returns true if other callers would have the same failure. Such a failure is cached for three seconds, so that
     * the other callers fail fast. By default, the result is true only if the server is unreachable.
     */
    default boolean affectsOtherCallers(RuntimeException failure) {
        return NetworkExceptions.isUnreachable(failure);
    }

    /**
     * Returns true if the stale copy may be used after this failure. By default, transient failures are a missing or
     * unusable response, status 429, and a status of 500 or higher.
     */
    default boolean isTransient(RuntimeException failure) {
        int status =
                failure instanceof DiscoveryException refused ? refused.status().orElse(0) : 0;
        return failure instanceof SmartException && (status == 0 || status == 429 || status >= 500);
    }

    /** Adapts a cached failure to this caller, because another client may have caused the failure. */
    default RuntimeException restate(RuntimeException failure) {
        return failure;
    }

    /** Called when the stale copy is used because of a failure. */
    default void onStaleCopyUsed(DocumentCopy<T> copy, RuntimeException failure) {}

    /** Called when the document cannot be loaded and no stale copy is usable. */
    default void onLoadFailed(RuntimeException failure) {}
}
