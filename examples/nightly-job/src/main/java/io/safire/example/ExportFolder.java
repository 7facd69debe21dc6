package io.safire.example;

import io.safire.bulk.BulkDownload;
import io.safire.bulk.BulkExport;
import io.safire.bulk.BulkExportState;
import io.safire.bulk.BulkFile;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The folder of a job. It contains one subfolder for each export, the state of the export in progress, and the time of the last
 * complete export.
 */
class ExportFolder {

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final Path stateFile;
    private final Path lastExportFile;

    ExportFolder(Path folder) {
        this.folder = folder;
        this.stateFile = folder.resolve("export.properties");
        this.lastExportFile = folder.resolve("last-export.txt");
    }

    /** Returns the state of an export that an earlier run did not complete. */
    Optional<BulkExportState> state() throws IOException {
        if (Files.notExists(stateFile)) {
            return Optional.empty();
        }
        Properties stored = new Properties();
        try (Reader reader = Files.newBufferedReader(stateFile)) {
            stored.load(reader);
        }
        return Optional.of(new BulkExportState(
                stored.getProperty("server"),
                URI.create(stored.getProperty("statusUrl")),
                Instant.parse(stored.getProperty("startedAt"))));
    }

    void store(BulkExportState state) throws IOException {
        Files.createDirectories(folder);
        Properties stored = new Properties();
        stored.setProperty("server", state.server());
        stored.setProperty("statusUrl", state.statusUrl().toString());
        stored.setProperty("startedAt", state.startedAt().toString());
        try (Writer writer = Files.newBufferedWriter(stateFile)) {
            stored.store(writer, null);
        }
    }

    void discardState() throws IOException {
        Files.deleteIfExists(stateFile);
    }

    /** Returns the time of the data in the last complete export. */
    Optional<Instant> lastExport() {
        try {
            return Files.exists(lastExportFile)
                    ? Optional.of(Instant.parse(Files.readString(lastExportFile)))
                    : Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void complete(Instant transactionTime) throws IOException {
        Files.writeString(lastExportFile, transactionTime.toString());
        discardState();
    }

    /** Downloads a file, unless an earlier run has downloaded it. */
    BulkDownload download(BulkExport export, BulkFile file, int index) throws IOException {
        Path exportFolder = folder.resolve(NAME.format(export.state().startedAt()));
        Files.createDirectories(exportFolder);
        Path target = exportFolder.resolve(
                "%03d-%s.ndjson".formatted(index + 1, file.type().orElse("Other")));
        if (Files.notExists(target)) {
            return export.downloadTo(file, target);
        }
        try (Stream<String> lines = Files.lines(target)) {
            return new BulkDownload(lines.count(), Files.size(target), List.of());
        }
    }
}
