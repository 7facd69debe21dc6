package io.safire.coverage;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.tck.secret.SecretScanner;
import io.safire.tck.secret.TckRunFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A scan of all logs for secrets, and of the log of Safire for ids of patients and users. The secrets are all codes,
 * verifiers, assertions, tokens, client secrets, keys and cookies of a run. The logs are those of Safire and jose4j at
 * the finest level and the log of the runtime at the level that the runtime configures.
 */
class SecretsTest {

    private static final int MIN_SECRETS = 500;

    @Test
    void logsContainNoSecret() throws IOException {
        List<String> findings = new ArrayList<>();
        for (String runtime : runtimes()) {
            TckRunFiles run = new TckRunFiles(Path.of("..", "runners", runtime));
            SecretScanner scan = new SecretScanner(run.secrets());
            assertThat(scan.size()).as("secrets on " + runtime).isGreaterThan(MIN_SECRETS);
            assertThat(totalSize(run.finestLogs()))
                    .as("characters logged on " + runtime)
                    .isPositive();
            for (Path file : run.allLogs()) {
                findings.addAll(scan.findings(file));
            }
        }
        assertThat(findings).isEmpty();
    }

    /** Checks only the log of Safire at the finest level, because a runtime may log the URLs of the application's requests. */
    @Test
    void logOfSafireContainsNoPerson() throws IOException {
        List<String> findings = new ArrayList<>();
        for (String runtime : runtimes()) {
            TckRunFiles run = new TckRunFiles(Path.of("..", "runners", runtime));
            assertThat(totalSize(run.finestLogs()))
                    .as("characters logged on " + runtime)
                    .isPositive();
            for (Path file : run.finestLogs()) {
                findings.addAll(SecretScanner.personIds(file));
            }
        }
        assertThat(findings).isEmpty();
    }

    /** The scan for secrets is useful only if the logs contain the lines about requests. */
    @Test
    void logsContainRequestsAndResponses() throws IOException {
        for (String runtime : runtimes()) {
            TckRunFiles run = new TckRunFiles(Path.of("..", "runners", runtime));
            for (String line : new String[] {"authorization: Basic ***", ": HTTP 200 after "}) {
                assertThat(run.finestLogs())
                        .as(line + " in the log of the logger io.safire.http on " + runtime)
                        .anyMatch(file -> contains(file, line));
            }
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String[] runtimes() {
        String all =
                Stream.of(TestedRuntime.values()).map(TestedRuntime::runner).collect(joining(","));
        return System.getProperty("tck.runtimes", all).split(",");
    }

    private static long totalSize(List<Path> files) throws IOException {
        long size = 0;
        for (Path file : files) {
            size += Files.size(file);
        }
        return size;
    }
}
