package io.safire.example;

import io.safire.SmartClient;
import io.safire.bulk.BulkData;
import io.safire.bulk.BulkExport;
import io.safire.bulk.BulkExportException;
import io.safire.bulk.BulkExportRequest;
import io.safire.bulk.BulkFile;
import io.safire.bulk.BulkManifest;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Exports the resources of a group of patients to a folder. The first run exports everything, and each later run exports the
 * changes. A run after an interruption continues the same export. The settings {@code safire.*} select the server and the
 * client.
 */
public class NightlyJob {

    private static final Duration LIMIT = Duration.ofHours(8);

    private final BulkData bulkData;
    private final ExportFolder folder;
    private final ProgressBar bar;

    NightlyJob(BulkData bulkData, ExportFolder folder, ProgressBar bar) {
        this.bulkData = bulkData;
        this.folder = folder;
        this.bar = bar;
    }

    /**
     * Runs the job.
     *
     * @param arguments the FHIR id of the group, and the folder
     * @throws IOException if a file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            System.err.println("Usage: NightlyJob GROUP FOLDER");
            System.exit(2);
        }
        try (SeContainer container = SeContainerInitializer.newInstance().initialize()) {
            BulkData bulkData = container.select(SmartClient.class).get().bulkData();
            ExportFolder folder = new ExportFolder(Path.of(arguments[1]));
            ProgressBar bar = new ProgressBar(System.out, System.console() != null);
            System.out.print(new NightlyJob(bulkData, folder, bar).run(arguments[0]));
        }
    }

    ExportSummary run(String group) throws IOException {
        try {
            return complete(startOrResume(group));
        } catch (BulkExportException failed) {
            if (!failed.isResumable()) {
                folder.discardState();
            }
            throw failed;
        }
    }

    private BulkExport startOrResume(String group) throws IOException {
        BulkExport export = folder.state().map(bulkData::resume).orElseGet(() -> bulkData.start(request(group)));
        folder.store(export.state());
        return export;
    }

    private BulkExportRequest request(String group) {
        BulkExportRequest request = BulkExportRequest.group(group);
        return folder.lastExport().map(request::withSince).orElse(request);
    }

    private ExportSummary complete(BulkExport export) throws IOException {
        BulkManifest manifest =
                export.await(LIMIT, status -> status.percent().ifPresent(percent -> bar.show("Export", percent)));
        ExportSummary summary = new ExportSummary(export.state().startedAt());
        List<BulkFile> files = Stream.of(manifest.output(), manifest.deleted(), manifest.outcome())
                .flatMap(List::stream)
                .toList();
        for (int index = 0; index < files.size(); index++) {
            BulkFile file = files.get(index);
            summary.add(file.type().orElse("Other"), folder.download(export, file, index));
            bar.show("Download", 100 * (index + 1) / files.size());
        }
        folder.complete(manifest.transactionTime());
        export.delete();
        return summary;
    }
}
