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
 * What a run of the TCK left: in a folder, what Safire and its libraries logged at the finest level, and the secrets that
 * occurred; beside it, the logs of the runtime.
 */
public final class LoggedRun {

    /** The system property with the folder. */
    public static final String FOLDER = "tck.log";

    private static final String SECRETS = "*.secrets";

    private final Path folder;
    private final Path runner;

    /**
     * The run of a runner.
     *
     * @param runner the folder of the runner
     */
    public LoggedRun(Path runner) {
        this.runner = runner;
        this.folder = runner.resolve("target/tck-log");
    }

    /**
     * The secrets that occurred.
     *
     * @return their values
     */
    public Set<String> secrets() {
        Set<String> secrets = new TreeSet<>();
        for (Path file : files(folder, SECRETS)) {
            secrets.addAll(lines(file));
        }
        return secrets;
    }

    /**
     * What was logged at the finest level.
     *
     * @return files
     */
    public List<Path> finest() {
        return files(folder, "*.log");
    }

    /**
     * Everything that was logged, printed and reported.
     *
     * @return files
     */
    public List<Path> everything() {
        List<Path> all = new ArrayList<>(finest());
        all.addAll(files(runner.resolve("target/usr"), "*.log"));
        all.addAll(files(runner.resolve("target/server"), "server.log*"));
        all.addAll(files(runner.resolve("target/surefire-reports"), "*.txt"));
        all.addAll(files(runner.resolve("target/surefire-reports"), "TEST-*.xml"));
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
