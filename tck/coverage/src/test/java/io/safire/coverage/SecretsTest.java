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
 * A scan of all logs for secrets, and of the log of Safire for ids of patients and users. The secrets are all codes, verifiers,
 * assertions, tokens, client secrets, keys and cookies of a run. The logs are those of Safire and jose4j at the finest level and
 * that of the runtime at its own level.
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

    /** Checks only the log of Safire at the finest level, because a runtime may log the URLs of the application's requests. */
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
