package io.safire.docs;

import io.safire.SmartClient;
import io.safire.bulk.BulkExport;
import io.safire.bulk.BulkExportRequest;
import io.safire.bulk.BulkFile;
import io.safire.bulk.BulkManifest;
import java.time.Duration;
import java.time.Instant;

/** Samples of exports. */
public class BulkSamples {

    void export(SmartClient epic) {
        BulkExport export =
                epic.bulkData().start(BulkExportRequest.group("cohort-7").withTypes("Patient", "Observation"));
        BulkManifest manifest = export.await(Duration.ofHours(6));
        for (BulkFile file : manifest.output()) {
            export.forEachLine(file, resource -> store(resource));
        }
        export.delete();
    }

    BulkExportRequest changes(Instant lastExport) {
        return BulkExportRequest.patients().withTypes("Patient", "Condition").withSince(lastExport);
    }

    private void store(String resource) {
        System.getLogger("exports").log(System.Logger.Level.DEBUG, "{0} characters", resource.length());
    }
}
