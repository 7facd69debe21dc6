package io.safire.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.tck.secret.LoggedRun;
import io.safire.tck.secret.SecretScan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * No id of a patient or user stands in what Safire logs. Of all codes, verifiers, assertions, tokens, secrets, keys and cookies of a run, none stands in a log: not in what Safire and
 * jose4j log at the finest level, and not in what the runtime logged at its own.
 */
class SecretsTest {

    private static final int AT_LEAST = 500;

    @Test
    void noRunLoggedASecret() throws IOException {
        List<String> findings = new ArrayList<>();
        for (String runtime : runtimes()) {
            LoggedRun run = new LoggedRun(Path.of("..", "runners", runtime));
            SecretScan scan = new SecretScan(run.secrets());
            assertThat(scan.size()).as("secrets on " + runtime).isGreaterThan(AT_LEAST);
            assertThat(size(run.finest())).as("characters logged on " + runtime).isPositive();
            for (Path file : run.everything()) {
                findings.addAll(scan.findings(file));
            }
        }
        assertThat(findings).isEmpty();
    }

    /** Safire's own words at the finest level; a runtime may log the addresses of requests of the application. */
    @Test
    void noRunLoggedAPerson() throws IOException {
        List<String> findings = new ArrayList<>();
        for (String runtime : runtimes()) {
            LoggedRun run = new LoggedRun(Path.of("..", "runners", runtime));
            assertThat(size(run.finest())).as("characters logged on " + runtime).isPositive();
            for (Path file : run.finest()) {
                findings.addAll(SecretScan.persons(file));
            }
        }
        assertThat(findings).isEmpty();
    }

    private static String[] runtimes() {
        return System.getProperty("tck.runtimes", String.join(",", RuntimesTest.RUNTIMES))
                .split(",");
    }

    private static long size(List<Path> files) throws IOException {
        long size = 0;
        for (Path file : files) {
            size += Files.size(file);
        }
        return size;
    }
}
