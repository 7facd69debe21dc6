package io.safire.bulk;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * An export that the server accepted. An export is thread-safe, so that several threads can download files.
 *
 * <p>All methods throw a {@link io.safire.error.NetworkException} if no response arrived, and the exceptions of
 * {@link io.safire.SmartClient#accessToken()} if the client cannot obtain a token. If the server rejects a token with
 * 401, the client obtains a new token once and repeats the request.
 *
 * @since 1.0
 */
public interface BulkExport {

    /** {@return the state to store, with which {@link BulkData#resume} continues after a restart} */
    BulkExportState state();

    /**
     * Requests the status of the export once.
     *
     * @return the status of the export
     * @throws BulkExportException if the export failed or the server no longer knows the export
     * @see <a href="https://hl7.org/fhir/uv/bulkdata/STU3/export.html#bulk-data-status-request">Bulk Data Access 3.0.0,
     *     status request</a>
     */
    BulkExportStatus status();

    /**
     * Waits until the export is complete. Between two status requests, this method waits for the time that the server
     * requests with {@code Retry-After} (at least 1 second, at most 5 minutes). Without this header, the delay grows
     * from 5 seconds to 2 minutes.
     *
     * @param limit the maximum time to wait
     * @return the manifest with the files of all its pages
     * @throws BulkExportException if the export failed, if the server no longer knows the export, or if the export is
     *     not complete after {@code limit}; in the last case, {@link BulkExportException#isResumable()} is true
     */
    default BulkManifest await(Duration limit) {
        return await(limit, status -> {});
    }

    /**
     * Waits like {@link #await(Duration)} and reports each status.
     *
     * @param limit the maximum time to wait
     * @param listener the callback that receives each status, in the thread of the caller
     * @return the manifest with the files of all its pages
     */
    BulkManifest await(Duration limit, Consumer<BulkExportStatus> listener);

    /**
     * Downloads a file and passes each of its lines to a callback, in the thread of the caller. Only one line is in
     * memory at a time, so the server waits for a slow callback. If the connection breaks, the download continues at
     * the byte at which it stopped; the callback receives no line twice.
     *
     * @param file a file of the manifest in the format NDJSON
     * @param action the callback that receives each line that is not blank, usually one FHIR resource
     * @return the number of lines and bytes
     * @throws BulkExportException if the server rejected the request, if the access token must not be sent to the URL,
     *     if the URL is on an internal host that no setting names, if the file changed during the download, or if a line
     *     exceeds 64 MiB
     */
    BulkDownload forEachLine(BulkFile file, Consumer<String> action);

    /**
     * Downloads a file to a path. During the download, the content is in a file with the same name and the suffix
     * {@code .part}, so the path contains a complete file or does not exist. If a partial file of the same download
     * exists, for example after a restart, and the server supports ranges, the download continues at its end.
     * Otherwise, it starts again.
     *
     * <p>The size is not limited. A compressed file can be 1,000 times as large on disk as in transfer. To set a limit,
     * count the bytes of {@link #open} instead.
     *
     * @param file a file of the manifest
     * @param target the path of the new file. An existing file is replaced
     * @return the number of lines and bytes of the complete file
     * @throws BulkExportException as for {@link #forEachLine}
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    BulkDownload downloadTo(BulkFile file, Path target);

    /**
     * Opens a file for reading. The stream contains the file without content coding, and continues after a broken
     * connection. Close the stream.
     *
     * @param file a file of the manifest
     * @return the content of the file. Its {@code read} methods throw the exceptions of {@link #forEachLine}
     */
    InputStream open(BulkFile file);

    /**
     * Cancels the export if it is in progress; otherwise, permits the server to delete the files. Deleting an unknown
     * or deleted export succeeds.
     *
     * @throws BulkExportException if the server rejected the request
     * @see <a href="https://hl7.org/fhir/uv/bulkdata/STU3/export.html#bulk-data-delete-request">Bulk Data Access 3.0.0,
     *     delete request</a>
     */
    void delete();
}
