package io.safire.bulk;

/**
 * The exports of one server (Bulk Data Access 2.0 and 3.0, and the ballot of 4.0). The client authorizes each request
 * with {@link io.safire.SmartClient#accessToken()}, so the configured scopes must include the exported resource types.
 *
 * <pre>{@code
 * BulkExport export = epic.bulkData().start(BulkExportRequest.group("cohort-7").withTypes("Patient", "Observation"));
 * BulkManifest manifest = export.await(Duration.ofHours(6));
 * for (BulkFile file : manifest.output()) {
 *     export.forEachLine(file, resource -> store(resource));
 * }
 * export.delete();
 * }</pre>
 *
 * @see <a href="https://hl7.org/fhir/uv/bulkdata/STU2/export.html">Bulk Data Access 2.0.0, export</a>
 * @see <a href="https://hl7.org/fhir/uv/bulkdata/STU3/export.html">Bulk Data Access 3.0.0, export</a>
 * @since 1.0
 */
public interface BulkData {

    /**
     * Starts an export on the server. The client repeats this request only if it was certainly not sent, or if the
     * server responded with 429 or 503, because each accepted request starts another export.
     *
     * @param request the resources to export
     * @return the started export
     * @throws BulkExportException if the server rejected the request, or if its response has no usable status URL
     * @throws io.safire.error.NetworkException if no response arrived. If
     *     {@link io.safire.error.NetworkException#notSent()} is false, the server may have started an export
     * @see <a href="https://hl7.org/fhir/uv/bulkdata/STU3/export.html#bulk-data-kick-off-request">Bulk Data Access
     *     3.0.0, kick-off request</a>
     */
    BulkExport start(BulkExportRequest request);

    /**
     * Returns an export that was started earlier, for example before a restart of the application. This method sends
     * nothing.
     *
     * @param state the stored {@link BulkExport#state()}
     * @return the export
     * @throws io.safire.error.ValidationException if the state belongs to another server
     * @throws BulkExportException if the access token must not be sent to the status URL
     */
    BulkExport resume(BulkExportState state);
}
