package io.safire.tck.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a report. */
final class ReportFiles {

    static final String PAGE = "index.html";
    static final String JSON = "report.json";

    private ReportFiles() {}

    /** Writes the files to the directory, and creates the directory if it does not exist. */
    static void write(Path directory, TckReport report) {
        try {
            Files.createDirectories(directory);
            // replaces unpaired surrogates, which Files.writeString rejects
            Files.write(directory.resolve(PAGE), HtmlReport.text(report).getBytes(UTF_8));
            Files.write(directory.resolve(JSON), JsonReport.text(report).getBytes(UTF_8));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
