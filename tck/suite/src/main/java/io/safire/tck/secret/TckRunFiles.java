package io.safire.tck.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files of a TCK run. One directory contains the log of Safire and its libraries at the finest level and the secrets that
 * occurred. The logs of the runtime are in other directories of the runner.
 */
public final class TckRunFiles {

    /** The system property with the directory. */
    public static final String DIRECTORY_PROPERTY = "tck.log";

    private static final String SECRETS = "*.secrets";

    private final Path folder;
    private final Path runner;

    /**
     * Locates the files of a run.
     *
     * @param runner the directory of the runner's module
     */
    public TckRunFiles(Path runner) {
        this.runner = runner;
        this.folder = runner.resolve("target/tck-log");
    }

    /** Returns the secrets that occurred. */
    public Set<String> secrets() {
        return secretsIn(folder);
    }

    /** Returns the secrets in the files of the directory; empty if the directory does not exist. */
    public static Set<String> secretsIn(Path folder) {
        Set<String> secrets = new TreeSet<>();
        for (Path file : files(folder, SECRETS)) {
            secrets.addAll(lines(file));
        }
        return secrets;
    }

    /** Returns the log files at the finest level. */
    public List<Path> finestLogs() {
        return files(folder, "*.log");
    }

    /** Returns all files with logs, output and test reports. */
    public List<Path> allLogs() {
        List<Path> all = new ArrayList<>(finestLogs());
        all.addAll(files(runner.resolve("target/usr"), "*.log"));
        all.addAll(files(runner.resolve("target/server"), "server.log*"));
        all.addAll(files(runner.resolve("target/surefire-reports"), "*.txt"));
        all.addAll(files(runner.resolve("target/surefire-reports"), "TEST-*.xml"));
        all.addAll(files(runner.resolve("target/tck-report"), "*.{html,json}"));
        return all;
    }

    private static List<Path> files(Path root, String pattern) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> matcher.matches(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
