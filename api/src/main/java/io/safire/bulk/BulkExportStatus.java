package io.safire.bulk;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The response to a status request of an export.
 *
 * <p>The library creates instances of this type. In tests, create an instance with {@link #of}.
 *
 * @since 1.0
 */
public interface BulkExportStatus {

    /** {@return true if the export is complete} */
    boolean isComplete();

    /**
     * {@return the header {@code X-Progress} of an export in progress: printable text of at most 100 characters that
     * the server chooses, such as {@code 50% complete}}
     */
    Optional<String> progress();

    /** {@return the percentage in {@link #progress()}, from 0 to 100; 100 for a complete export; empty if unknown} */
    OptionalInt percent();

    /** {@return the time to wait before the next status request; zero for a complete export} */
    Duration retryAfter();

    /**
     * Returns the manifest.
     *
     * @return the manifest of a complete export. For an export in progress, the manifest of the files that are already
     *     available, if the request had {@link BulkExportRequest#withPartialManifests()} and the server supports this
     */
    Optional<BulkManifest> manifest();

    /**
     * Creates a status.
     *
     * @param complete true if the export is complete
     * @param progress the header {@code X-Progress}; null if it is missing
     * @param retryAfter the time to wait before the next status request
     * @param manifest the manifest; null if the response has no manifest
     * @return the status
     */
    static BulkExportStatus of(
            boolean complete, @Nullable String progress, Duration retryAfter, @Nullable BulkManifest manifest) {
        return new BulkExportStatusRecord(
                complete, Optional.ofNullable(progress), retryAfter, Optional.ofNullable(manifest));
    }
}
