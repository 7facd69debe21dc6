package io.safire.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.error.SmartException;
import io.safire.error.ValidationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedErrorTest {

    @TempDir
    Path directory;

    private final SavedError errors = new SavedError(new MessageIndex());

    @Test
    void findsValuesOfMessageInLogLine() {
        Finding message = new MessageIndex().find("SAFIRE-2301").orElseThrow();
        String text = new DoctorException(DoctorMessage.UNREADABLE_CONFIGURATION, "app.war", "it does not exist")
                .getMessage();
        List<Finding> findings = errors.read("2026-11-30 10:00:00 SEVERE [app] " + text + "\n\tat io.safire.Example\n");
        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).observed())
                .isEqualTo("The configuration app.war cannot be read: it does not exist.");
        assertThat(findings.get(0).action()).isEqualTo(message.action());
    }

    @Test
    void findsCausesWithoutIdsBehindMessage() {
        String cause = DoctorMessage.NO_CALLBACK
                .finding("http://127.0.0.1/callback", 300)
                .message();
        List<Finding> findings = errors.read("SAFIRE-0601 epic: something new. " + cause);
        assertThat(findings).extracting(Finding::id).containsExactly("SAFIRE-0601", "SAFIRE-2306");
    }

    @Test
    void findsValuesOfMessageThatStartsWithValue() {
        List<Finding> findings =
                errors.read("WARN SAFIRE-2202 epic: safire.epic.client-id contains a placeholder instead of a value."
                        + " Set safire.epic.client-id to the value from the registration of the client. [main]");
        assertThat(findings)
                .extracting(Finding::observed)
                .containsExactly("safire.epic.client-id contains a placeholder instead of a value.");
        assertThat(findings.get(0).action())
                .contains("Set safire.epic.client-id to the value from the registration of the client.");
    }

    @Test
    void findsValueThatContainsPeriods() {
        List<Finding> findings = errors.read(
                "SAFIRE-0101 epic: Configuration missing: client_secret. Set safire.epic.client-secret. [main]");
        assertThat(findings).singleElement().satisfies(finding -> assertThat(finding.action())
                .contains("Set safire.epic.client-secret."));
    }

    @Test
    void insertsValuesIntoRequestToAdministrator() {
        List<Finding> findings =
                errors.read("SAFIRE-0501 epic: Token request failed — HTTP 401. According to the error,"
                        + " the server does not know the client_id growth-chart (safire.epic.client-id). Compare the client_id"
                        + " with the registration at this server.");
        Finding cause = findings.get(findings.size() - 1);
        assertThat(cause.id()).isEqualTo("SAFIRE-0630");
        assertThat(cause.configurationKey()).contains("safire.epic.client-id");
        assertThat(cause.administratorRequest())
                .contains("The server does not know the client_id growth-chart. Please check that this client is"
                        + " registered and active.");
    }

    @Test
    void readsLongLinesOfRepeatedWordsInLinearTime() {
        String words = "The server is the client. Set it. Ask the administrator of the server. ".repeat(100);
        assertThat(errors.read("SAFIRE-0607 epic: " + words))
                .extracting(Finding::id)
                .contains("SAFIRE-0607");
    }

    @Test
    void readsJsonOfDiagnosis() throws IOException {
        try (SampleApplication application = new SampleApplication(directory)) {
            application.publishOtherKey();
            Path file = Files.writeString(
                    directory.resolve("saved.json"), application.run("--json").out());
            CommandRun run = CommandRun.of(CommandRun.context(directory), "error", file.toString());
            assertThat(run.exitCode()).as(run.err() + Files.readString(file)).isZero();
            assertThat(run.out()).contains("2025-12", "safire.epic.jwks-url", "broken, proven, keys");
        }
    }

    @Test
    void readsJsonOfError() throws IOException {
        SmartException failure = new ValidationException(
                DoctorMessage.UNREADABLE_CONFIGURATION.formatWithoutServer("app.war", "not found"),
                "config",
                "missing");
        Path file = Files.writeString(
                directory.resolve("saved.json"), failure.diagnosis().toJson().toString());
        CommandRun run = CommandRun.of(CommandRun.context(directory), "error", file.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("SAFIRE-2301  ").contains("app.war", "broken, proven");
        assertThat(errors.read(Files.readString(file)))
                .isEqualTo(failure.diagnosis().findings());
    }

    @Test
    void readsRequestToAdministratorFromJson() {
        Finding finding = Finding.builder("SAFIRE-0607", Step.TOKEN, "The key is unknown.")
                .administratorRequest("Please register the key.")
                .build();
        Diagnosis diagnosis =
                Diagnosis.of(new Failure("SAFIRE-0501", "epic", "Rejected.", List.of(finding)), Instant.EPOCH);
        assertThat(errors.read(diagnosis.toJson().toString())).containsExactly(finding);
    }

    @Test
    void namesEachErrorOnce() {
        assertThat(errors.read("SAFIRE-2307 a\nSAFIRE-2307 b\n")).hasSize(1);
    }

    @Test
    void readsOtherJsonAsText() {
        assertThat(errors.read("{\"message\":\"SAFIRE-2307 epic: failed\"}"))
                .extracting(Finding::id)
                .containsExactly("SAFIRE-2307");
        assertThat(errors.read("{\"findings\":[{\"observed\":\"x\",\"step\":\"unknown\"}]} SAFIRE-2307"))
                .hasSize(1);
    }

    @Test
    void failsIfTextContainsNoError() throws IOException {
        Path file = Files.writeString(directory.resolve("other.log"), "NullPointerException");
        CommandRun run = CommandRun.of(CommandRun.context(directory), "error", "other.log");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("SAFIRE-2310");
        Files.delete(file);
        assertThat(CommandRun.of(CommandRun.context(directory), "error", "other.log")
                        .err())
                .contains("SAFIRE-2311");
    }
}
