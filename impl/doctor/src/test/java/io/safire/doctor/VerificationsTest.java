package io.safire.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.diagnosis.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Test that each check, message and symptom has a command that verifies the cause by hand. {@code -Ddocs.write=true}
 * writes the commands to the documents.
 */
class VerificationsTest {

    private static final Path MESSAGES = Path.of("../../docs/messages.adoc");
    private static final Path SYMPTOMS = Path.of("../../docs/troubleshooting.adoc");
    private static final String MESSAGES_START = "\n== Verify by hand\n";
    private static final String SYMPTOMS_START = "|Symptom |Cause |Remedy |Verify by hand\n";
    private static final Pattern CHECK = Pattern.compile("(?m)^== (SD-\\w+)$");
    private static final Pattern MESSAGE = Pattern.compile("SAFIRE-\\d{4}");
    private static final Pattern CELL = Pattern.compile("(?<!\\\\)\\|");
    private static final int COLUMNS = 4;
    private static final Set<String> TOOLS = Set.of(
            "curl",
            "date",
            "env",
            "grep",
            "jar",
            "ls",
            "openssl",
            "printf",
            "psql",
            "safire-doctor",
            "ss",
            "unzip",
            "wc");

    private static boolean isCommand(String verification) {
        return TOOLS.contains(verification.split("[ ;]")[0]);
    }

    @Test
    void eachCheckHasCommand() throws IOException {
        List<String> checks = CHECK.matcher(Files.readString(Path.of("../../docs/checks.adoc")))
                .results()
                .map(check -> check.group(1))
                .toList();
        assertThat(checks).hasSizeGreaterThan(50);
        assertThat(checks)
                .filteredOn(id -> !isCommand(Verifications.ofCheck(id)))
                .isEmpty();
    }

    @Test
    void eachMessageHasOneCommand() {
        List<String> ids = new MessageIndex().all().stream().map(Finding::id).toList();
        assertThat(ids)
                .filteredOn(id -> Verifications.all().keySet().stream()
                                .filter(messages -> Verifications.contains(messages, id))
                                .count()
                        != 1)
                .isEmpty();
        assertThat(ids)
                .filteredOn(id -> !isCommand(Verifications.ofMessage(id).orElseThrow()))
                .isEmpty();
    }

    @Test
    void eachGroupContainsExistingMessagesOnly() {
        Set<String> ids = new MessageIndex().all().stream().map(Finding::id).collect(Collectors.toSet());
        assertThat(Verifications.all().keySet().stream()
                        .flatMap(messages -> Stream.of(messages.split("[,-]")))
                        .map("SAFIRE-"::concat))
                .isSubsetOf(ids);
    }

    @Test
    void documentListsCommandsOfMessages() throws IOException {
        String page = Files.readString(MESSAGES);
        StringBuilder expected = new StringBuilder(page.substring(0, page.indexOf(MESSAGES_START)))
                .append(MESSAGES_START)
                .append("""

                        For each message, this table contains a command that shows the cause. Replace the values in angle brackets. `safire-doctor explain SAFIRE-0607` prints
                        a message with its command. Some commands ask for the secret of the client, which is then not in the history of the shell.

                        [cols="1,3"]
                        |===
                        |Messages SAFIRE- |Verify by hand

                        """);
        Verifications.all().forEach((messages, verification) -> expected.append('|')
                .append(messages.replace(",", ", ").replace("-", " to "))
                .append(" |")
                .append(cell(verification))
                .append('\n'));
        compare(MESSAGES, expected.append("|===\n").toString());
    }

    /** The first message of a row determines the command. */
    @Test
    void eachSymptomHasCommand() throws IOException {
        String page = Files.readString(SYMPTOMS);
        int start = page.indexOf(SYMPTOMS_START) + SYMPTOMS_START.length();
        int end = page.indexOf("|===", start);
        StringBuilder expected = new StringBuilder(page.substring(0, start));
        List<String> cells = List.of(CELL.split(page.substring(start, end)));
        for (List<String> row : rows(cells.subList(1, cells.size()))) {
            expected.append('\n').append(withCommand(row));
        }
        compare(SYMPTOMS, expected + page.substring(end));
    }

    private static List<List<String>> rows(List<String> cells) {
        assertThat(cells.size() % COLUMNS).isZero();
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < cells.size(); i += COLUMNS) {
            rows.add(cells.subList(i, i + COLUMNS).stream().map(String::strip).toList());
        }
        return rows;
    }

    private static String withCommand(List<String> row) {
        String texts = String.join(" ", row.subList(0, COLUMNS - 1));
        String command = MESSAGE.matcher(texts)
                .results()
                .map(message -> Verifications.ofMessage(message.group()))
                .flatMap(Optional::stream)
                .map(VerificationsTest::cell)
                .findFirst()
                .orElse(row.get(COLUMNS - 1));
        assertThat(Verifications.all().values().stream().map(VerificationsTest::cell))
                .as(row.get(0))
                .anyMatch(known -> known.replace("<id>", "").equals(command.replaceAll("SAFIRE-\\d{4}", ""))
                        || known.equals(command));
        return "|" + row.get(0) + " |" + row.get(1) + "\n|" + row.get(2) + "\n|" + command + "\n";
    }

    private static String cell(String verification) {
        String[] lines = verification.replace("|", "\\|").split("\n", 2);
        String notes = lines.length == 1 ? "" : " " + lines[1].replace("\n", " ");
        return "`+" + lines[0] + "+`" + notes;
    }

    private static void compare(Path document, String expected) throws IOException {
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(document, expected);
        }
        assertThat(document).content().isEqualTo(expected);
    }
}
