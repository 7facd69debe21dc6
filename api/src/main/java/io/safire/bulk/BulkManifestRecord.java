package io.safire.bulk;

import io.safire.diagnosis.Finding;
import jakarta.json.JsonArray;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

record BulkManifestRecord(
        Instant transactionTime,
        boolean requiresAccessToken,
        List<BulkFile> output,
        List<BulkFile> deleted,
        List<BulkFile> outcome,
        Optional<String> outputOrganizedBy,
        Optional<String> request,
        Optional<Instant> expiresAt,
        JsonArray extension,
        List<Finding> findings)
        implements BulkManifest {

    BulkManifestRecord {
        output = List.copyOf(output);
        deleted = List.copyOf(deleted);
        outcome = List.copyOf(outcome);
        findings = List.copyOf(findings);
    }

    /** Omits the request and the extensions, which can identify patients. */
    @Override
    public String toString() {
        return "BulkManifest[transactionTime=" + transactionTime + ", requiresAccessToken=" + requiresAccessToken
                + ", output=" + output.size() + " files, deleted=" + deleted.size() + " files, outcome="
                + outcome.size() + " files, expiresAt=" + expiresAt.orElse(null) + "]";
    }
}
