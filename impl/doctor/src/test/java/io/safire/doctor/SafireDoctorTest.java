package io.safire.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.ScriptedResponse;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafireDoctorTest {

    @TempDir
    Path directory;

    private SampleApplication application;

    @BeforeEach
    void start() throws IOException {
        application = new SampleApplication(directory);
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void reportsHealthyClientWithExitCodeZero() {
        CommandRun run = application.run();
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .startsWith("epic: healthy\n")
                .containsPattern("Configuration (\\d+)/\\1 ")
                .contains("Not run (requires --token): SD-T02")
                .doesNotContain("SD-C01", "SD-C12");
        assertThat(run.err()).isEmpty();
        assertThat(application.ehr().requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    void reportsWrongKidWithExitCodeOne() {
        application.publishOtherKey();
        CommandRun run = application.run("--server", "epic");
        assertThat(run.exitCode()).isEqualTo(ExitCode.BROKEN);
        assertThat(run.out())
                .startsWith("epic: broken (1 cause, proven)")
                .contains("2026-01", "2025-12", "SD-J04")
                .containsPattern("ticket     The client signs with the key with the kid 2026-01 \\(SHA-256 thumbprint"
                        + " [\\w-]{43}\\)\\. Please read the JWKS of the client at https://\\S+/jwks.json again")
                .contains(" Details: client_id growth-chart, FHIR base URL https://");
    }

    @Test
    void reportsRiskWithExitCodeTwoUnlessAccepted() throws IOException {
        Files.setPosixFilePermissions(directory.resolve("key.pem"), PosixFilePermissions.fromString("rw-r--r--"));
        CommandRun run = application.run("config");
        assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.WRONG_OR_RISK);
        assertThat(application.run("config", "--fail-on", "broken").exitCode()).isZero();
    }

    @Test
    void reportsErrorsOfConfigurationAsFindings() throws IOException {
        application.set("kidd", "2026-01");
        application.set("read-timeout", "10");
        CommandRun run = application.run();
        assertThat(run.exitCode()).isEqualTo(ExitCode.BROKEN);
        assertThat(run.out())
                .contains("epic: broken", "safire.epic.kidd", "safire.epic.kid", "safire.epic.read-timeout", "SD-C01")
                .contains("Not run (because of SD-C01): SD-C03");
        assertThat(application.ehr().requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
    }

    @Test
    void diagnosesClientInSpiteOfUnknownKey() throws IOException {
        application.set("kidd", "2026-01");
        CommandRun run = application.run();
        assertThat(run.exitCode()).isEqualTo(ExitCode.BROKEN);
        assertThat(run.out()).contains("safire.epic.kidd").containsPattern("Discovery (\\d+)/\\1 ");
    }

    @Test
    void sendsNoRequestInConfigurationMode() {
        CommandRun run = application.run("config");
        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.out())
                .contains(
                        "Discovery not run", "Not run (not part of the command config): SD-N01", "(requires --token)");
        assertThat(application.ehr().requests(Endpoint.SMART_CONFIGURATION)).isEmpty();
    }

    @Test
    void requestsTokenOnlyIfAsked() throws IOException {
        application.set("scopes", "system/Patient.rs");
        application.set("redirect-uri", "");
        CommandRun run = application.run("--token");
        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.out()).doesNotContain("Not run");
        assertThat(application.ehr().requests(Endpoint.TOKEN)).hasSize(1);
    }

    @Test
    void runsSelectedChecksOnly() {
        CommandRun run = application.run("--only", "SD-J,SD-D01", "--skip", "SD-J05", "--json");
        assertThat(run.out()).contains("SD-J04", "SD-D01").doesNotContain("SD-J05", "SD-K01", "SD-C01");
    }

    @Test
    void refusesSelectionThatMatchesNoCheck() {
        CommandRun run = application.run("--only", "SD-X");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("SAFIRE-2307", "SD-X");
    }

    @Test
    void writesJsonInPlaceOfText() {
        application.publishOtherKey();
        CommandRun run = application.run("--json");
        JsonObject json = json(run.out());
        assertThat(json.getInt("version")).isEqualTo(1);
        JsonObject diagnosis = json.getJsonArray("diagnoses").getJsonObject(0);
        assertThat(diagnosis.getString("server")).isEqualTo("epic");
        assertThat(diagnosis.getString("verdict")).isEqualTo("broken");
    }

    @Test
    void writesFilesBesideText() throws IOException {
        application.publishOtherKey();
        CommandRun run = application.run(
                "--json=" + directory.resolve("report.json"),
                "--junit=" + directory.resolve("report.xml"),
                "--html=" + directory.resolve("report.html"));
        assertThat(run.out()).startsWith("epic: broken");
        assertThat(json(Files.readString(directory.resolve("report.json"))).getJsonArray("diagnoses"))
                .hasSize(1);
        assertThat(directory.resolve("report.xml")).content().contains("<testsuite name=\"epic\"", "failures=\"1\"");
        assertThat(directory.resolve("report.html")).content().contains("<h1>epic: broken (1 cause, proven)</h1>");
    }

    @Test
    void writesPageForEachServer() throws IOException {
        String other = application.properties().replace("safire.epic.", "safire.other.");
        Path file = Files.writeString(directory.resolve("two.properties"), application.properties() + other);
        CommandRun run = application.run("config", "-c", file.toString(), "--html=" + directory.resolve("r.html"));
        assertThat(run.out()).contains("epic: healthy", "\n\nother: healthy");
        assertThat(directory.resolve("r-epic.html")).content().contains("epic: healthy");
        assertThat(directory.resolve("r-other.html")).content().contains("other: healthy");
    }

    @Test
    void comparesCredentialsOfServers() throws IOException {
        String other = application
                .properties()
                .replace("safire.epic.", "safire.other.")
                .replaceAll("base-url=.*", "base-url=https://other.example/r4");
        Path file = Files.writeString(directory.resolve("two.properties"), application.properties() + other);
        CommandRun run = application.run("config", "-c", file.toString(), "-s", "epic");
        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_OR_RISK);
        assertThat(run.out()).contains("SD-C12, SAFIRE-0114", "other");
    }

    @Test
    void failsIfOutputCannotBeWritten() {
        CommandRun run = application.run("config", "--html=" + directory.resolve("missing/report.html"));
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("SAFIRE-2308");
    }

    /** The client requests a token, which the server issues or refuses. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void showsNoSecretInAnyOutput(boolean isHealthy) throws IOException {
        application.set("client-secret", "hidden-word");
        application.set("scopes", "system/Patient.rs");
        application.set("redirect-uri", "");
        if (!isHealthy) {
            application.publishOtherKey();
        }
        List<String> outputs = new ArrayList<>();
        for (String arguments : List.of(
                "config",
                "--color=always",
                "--token",
                "--token --json=r.json --junit=r.xml --html=r.html",
                "watch --count=1 --token",
                "watch --count=1 --token --json")) {
            CommandRun run = application.run(
                    arguments.replaceAll("r\\.", directory + "/r.").split(" "));
            outputs.addAll(List.of(run.out(), run.err()));
            assertThat(run.exitCode()).as(arguments + run.err()).isNotEqualTo(ExitCode.FAILED);
        }
        for (String file : List.of("r.json", "r.xml", "r.html")) {
            outputs.add(Files.readString(directory.resolve(file)));
        }
        outputs.add(CommandRun.of(CommandRun.context(directory), "error", directory + "/r.json")
                .out());
        assertThat(application.ehr().requests(Endpoint.TOKEN)).isNotEmpty();
        assertThat(outputs).allSatisfy(output -> assertThat(output).doesNotContain(application.secrets()));
    }

    /** Without the option, the command would wait for the response of the server. */
    @Test
    void endsByTimeoutIfServerIsSilent() throws IOException {
        application.set("read-timeout", "PT1M");
        application
                .ehr()
                .script(Endpoint.SMART_CONFIGURATION, ScriptedResponse.normal().hold());
        Instant start = Instant.now();
        CommandRun run = CommandRun.of(CommandRun.context(directory), "--timeout=3s");
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(50));
        assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.WRONG_OR_RISK);
        assertThat(run.out()).contains("SAFIRE-2296");
        application.ehr().release();
    }

    @Test
    void failsForUnknownServerAndMissingConfiguration() {
        CommandRun unknown = application.run("--server", "cerner");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(unknown.err()).contains("SAFIRE-2304", "cerner", "epic");
        CommandRun missing = application.run("--config", "missing.war");
        assertThat(missing.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(missing.err()).contains("SAFIRE-2301", "missing.war");
        CommandRun none = CommandRun.of(CommandRun.context(directory.resolve("src")));
        assertThat(none.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(none.err()).contains("SAFIRE-2302");
    }

    @Test
    void environmentOverridesFile() {
        CommandRun run = SampleApplication.run(
                CommandRun.context(directory, Map.of("SAFIRE_EPIC_KID", "2020-01")), "--only=SD-J04,SD-N,SD-D01");
        assertThat(run.exitCode()).isEqualTo(ExitCode.BROKEN);
        assertThat(run.out()).contains("2020-01");
    }

    @Test
    void optionSetsSystemProperty() {
        try {
            CommandRun run = application.run("-Dsafire.epic.kid=2020-01", "--only=SD-J04,SD-N,SD-D01");
            assertThat(run.out()).contains("2020-01");
        } finally {
            System.clearProperty("safire.epic.kid");
        }
    }

    @Test
    void checksAtAnotherTimeWithoutComparingClocks() {
        CommandRun run = application.run("--at", "2031-01-31");
        assertThat(run.out()).contains("epic:").doesNotContain("SD-N06");
        assertThat(application.run("--at", "2031-01-31", "--json").out()).contains("\"time\": \"2031-01-31T");
        assertThat(application.run("--at", "tomorrow").exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(application.run("--at", "2031-01-31", "--token").exitCode()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void colorsOnlyTerminals() {
        CommandContext plain = CommandRun.context(directory);
        CommandContext terminal = new CommandContext(directory, Map.of(), plain.clock(), true, plain.pause());
        assertThat(CommandRun.of(plain, "config").out()).doesNotContain("\u001b[");
        assertThat(CommandRun.of(plain, "config", "--color=always").out()).contains("\u001b[1m\u001b[32mepic: healthy");
        assertThat(CommandRun.of(terminal, "config").out()).contains("\u001b[32m");
        assertThat(CommandRun.of(terminal, "config", "--color=never").out()).doesNotContain("\u001b[");
        CommandContext noColor =
                new CommandContext(directory, Map.of("NO_COLOR", "1"), plain.clock(), true, plain.pause());
        assertThat(CommandRun.of(noColor, "config").out()).doesNotContain("\u001b[");
    }

    @Test
    void showsProgressOnTerminalsOnly() {
        CommandContext plain = CommandRun.context(directory);
        CommandContext terminal = new CommandContext(directory, Map.of(), plain.clock(), true, plain.pause());
        assertThat(CommandRun.of(terminal, "config").err())
                .startsWith("Checking epic")
                .endsWith("\r\u001b[K");
        assertThat(CommandRun.of(plain, "config").err()).isEmpty();
    }

    @Test
    void helpShowsExamplesAndExitCodes() {
        CommandRun run = application.run("--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("safire-doctor --config app.war", "--token", "Exit codes:", "explain", "watch");
        assertThat(run.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
        assertThat(application.run("--version").out()).startsWith("safire-doctor ");
    }

    @Test
    void refusesUnknownOptionsWithExitCodeThree() {
        CommandRun run = application.run("--tokn");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("--tokn", "--token");
    }

    @Test
    void generatesCompletion() {
        CommandRun run = CommandRun.of(CommandRun.context(directory), "completion");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("complete -F _complete_safire-doctor", "--fail-on");
    }

    private static JsonObject json(String text) {
        return Json.createReader(new StringReader(text)).readObject();
    }
}
