package io.safire.tck.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretScannerTest {

    private static final String SECRET = "ZmluZCBtZSBpZiB5b3UgY2Fu";

    private final SecretScanner scan =
            new SecretScanner(List.of(SECRET, SECRET + ".and-more", "another/secret+value=", "short"));

    @Test
    void findsSecretAnywhereInText() {
        assertThat(scan.secretsIn("token=" + SECRET + "&x=y")).containsExactly(SECRET);
        assertThat(scan.secretsIn(SECRET + ".and-more")).containsExactlyInAnyOrder(SECRET, SECRET + ".and-more");
        assertThat(scan.secretsIn("{\"a\":\"another/secret+value=\"}")).hasSize(1);
    }

    @Test
    void ignoresPartialAndShortSecrets() {
        assertThat(scan.secretsIn(SECRET.substring(0, SECRET.length() - 1))).isEmpty();
        assertThat(scan.secretsIn("a short text")).isEmpty();
        assertThat(scan.secretsIn("")).isEmpty();
        assertThat(scan.size()).isEqualTo(3);
    }

    @Test
    void findsPersonIdentifiersInLog(@TempDir Path folder) throws IOException {
        Path log = Files.writeString(
                folder.resolve("run1.log"), "compat-1 dr-x pat- pat-2x\nPatient/pat-2?x\n{\"sub\":\"dr-1\"}\n");
        assertThat(SecretScanner.personIds(log))
                .hasSize(2)
                .allMatch(finding -> finding.matches(".*run1\\.log:[23]: .*"))
                .noneMatch(finding -> finding.contains("pat-2") || finding.contains("dr-1"));
    }

    @Test
    void reportsSecretInLogWithoutShowingIt(@TempDir Path runner) throws IOException {
        Path folder = Files.createDirectories(runner.resolve("target/tck-log"));
        Path logs = Files.createDirectories(runner.resolve("target/usr/servers/tck/logs"));
        Files.writeString(folder.resolve("sandbox.secrets"), SECRET + "\n");
        Files.writeString(folder.resolve("run1.log"), "nothing here\n");
        TckRunFiles run = new TckRunFiles(runner);
        SecretScanner found = new SecretScanner(run.secrets());
        assertThat(run.allLogs()).hasSize(1);
        assertThat(found.findings(run.allLogs().get(0))).isEmpty();
        Path server = Files.writeString(logs.resolve("messages.log"), "one\nBearer " + SECRET + "\n");
        assertThat(run.allLogs()).contains(server);
        assertThat(found.findings(server))
                .singleElement()
                .asString()
                .contains("messages.log:2")
                .doesNotContain(SECRET);
    }
}
