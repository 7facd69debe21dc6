package io.safire.bulk;

import io.safire.diagnosis.Failure;
import io.safire.error.SmartException;

/**
 * Thrown when a server rejected a request of an export, when an export failed, or when its status or its files are
 * unusable.
 *
 * @since 1.0
 */
public class BulkExportException extends SmartException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final boolean resumable;

    /**
     * Creates an exception.
     *
     * @param failure the failure that the exception reports
     * @param status the HTTP status of the response; 0 if the exception does not concern a response
     * @param resumable true if the export may still complete
     */
    public BulkExportException(Failure failure, int status, boolean resumable) {
        super(failure);
        this.status = status;
        this.resumable = resumable;
    }

    /** {@return the HTTP status of the response; 0 if the exception does not concern a response} */
    public int status() {
        return status;
    }

    /**
     * Returns whether the same export can be continued later with {@link BulkData#resume} and the same
     * {@link BulkExportState}.
     *
     * @return true if the export may still complete, or if only one file could not be downloaded; false if a new export
     *     is necessary
     */
    public boolean isResumable() {
        return resumable;
    }

    @Override
    protected BulkExportException copy(Failure failure) {
        return new BulkExportException(failure, status, resumable);
    }
}
