package io.safire.bulk;

import io.safire.diagnosis.Finding;
import jakarta.json.JsonArray;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files of an export. If the manifest has several pages (Bulk Data Access 3.0), this object contains the files of
 * all pages.
 *
 * <p>The library creates instances of this type. In tests, create an instance with {@link #of}.
 *
 * @see <a href="https://hl7.org/fhir/uv/bulkdata/STU3/export.html#response---output-manifest">Bulk Data Access 3.0.0,
 *     output manifest</a>
 * @since 1.0
 */
public interface BulkManifest {

    /** {@return the time of the data; use it as {@link BulkExportRequest#withSince} of the next export} */
    Instant transactionTime();

    /** {@return whether the requests for the files need the access token} */
    boolean requiresAccessToken();

    /** {@return the files with the exported resources} */
    List<BulkFile> output();

    /** {@return the files with Bundles of resources that were deleted since {@link BulkExportRequest#withSince}} */
    List<BulkFile> deleted();

    /**
     * {@return the files with {@code OperationOutcome} resources: the member {@code outcome} of the ballot of 4.0, or
     * the member {@code error} of 2.0 and 3.0}
     */
    List<BulkFile> outcome();

    /** {@return the resource type by which the server organized the files; empty if each file has one type} */
    Optional<String> outputOrganizedBy();

    /** {@return the URL of the kick-off request as the server reports it; the ballot of 4.0 has no such member} */
    Optional<String> request();

    /** {@return the time after which the files are no longer available, from the header {@code Expires}} */
    Optional<Instant> expiresAt();

    /**
     * {@return the extensions of the first page. The ballot of 4.0 has an array of FHIR extensions; for 2.0 and 3.0, the
     * array contains the object of the member {@code extension}}
     */
    JsonArray extension();

    /** {@return the tolerated deviations of the manifest from the specification} */
    List<Finding> findings();

    /**
     * Creates a manifest.
     *
     * @param transactionTime the time of the data
     * @param requiresAccessToken true if the requests for the files need the access token
     * @param output the files with the exported resources
     * @param deleted the files with Bundles of deleted resources
     * @param outcome the files with {@code OperationOutcome} resources
     * @param outputOrganizedBy the resource type by which the server organized the files; null if each file has one type
     * @param request the URL of the kick-off request; null if unknown
     * @param expiresAt the time after which the files are no longer available; null if unknown
     * @param extension the extensions
     * @param findings the tolerated deviations
     * @return the manifest
     */
    static BulkManifest of(
            Instant transactionTime,
            boolean requiresAccessToken,
            List<BulkFile> output,
            List<BulkFile> deleted,
            List<BulkFile> outcome,
            @Nullable String outputOrganizedBy,
            @Nullable String request,
            @Nullable Instant expiresAt,
            JsonArray extension,
            List<Finding> findings) {
        return new BulkManifestRecord(
                transactionTime,
                requiresAccessToken,
                output,
                deleted,
                outcome,
                Optional.ofNullable(outputOrganizedBy),
                Optional.ofNullable(request),
                Optional.ofNullable(expiresAt),
                extension,
                findings);
    }
}
