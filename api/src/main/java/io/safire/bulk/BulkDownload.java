package io.safire.bulk;

import io.safire.diagnosis.Finding;
import java.util.List;

/**
 * A completed download.
 *
 * @param lines the number of lines that are not blank
 * @param bytes the number of bytes without content coding
 * @param findings the deviations, for example a number of lines that differs from {@link BulkFile#count()}
 * @since 1.0
 */
public record BulkDownload(long lines, long bytes, List<Finding> findings) {

    /** Creates the result of a download. */
    public BulkDownload {
        findings = List.copyOf(findings);
    }
}
