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
 * Of all codes, verifiers, assertions, tokens, secrets, keys and cookies of a run, none stands in a log: not in what Safire and
 * jose4j log at the finest level, and not in what the runtime logged at its own.
 */
class SecretsTest {

    private static final int AT_LEAST = 500;

    @Test
    void noRunLoggedASecret() throws IOException {
        List<String> findings = new ArrayList<>();
        for (String runtime : System.getProperty("tck.runtimes", String.join(",", RuntimesTest.RUNTIMES))
                .split(",")) {
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

    private static long size(List<Path> files) throws IOException {
        long size = 0;
        for (Path file : files) {
            size += Files.size(file);
        }
        return size;
    }
}
