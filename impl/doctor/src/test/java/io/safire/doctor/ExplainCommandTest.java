package io.safire.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.internal.client.ConfiguredClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExplainCommandTest {

    private static final Path REPOSITORY = Path.of("../..");
    private static final Path PAGE = REPOSITORY.resolve("docs/checks.adoc");
    private static final Pattern CODE_IN_CATALOGUE = Pattern.compile("(?m)^(SAFIRE-\\d{4})=");

    private static CommandRun explain(String... ids) {
        String[] arguments = Stream.concat(Stream.of("explain"), Stream.of(ids)).toArray(String[]::new);
        return CommandRun.of(CommandRun.context(Path.of("")), arguments);
    }

    @Test
    void explainsChecksAndMessages() {
        CommandRun run = explain("sd-j04", "SAFIRE-2224");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("SD-J04  Does the JWKS of the client contain the signing key?")
                .contains("Verify by hand:", "curl -s <jwks-url>", "Correct it:")
                .contains("SAFIRE-2224  The signing key …", "    action  ", "    explain    SAFIRE-2224")
                .endsWith("""
                            verify     curl -s <jwks-url> | grep -o '"kid":"[^"]*"'
                                       Compare the result with safire.<name>.kid.
                        """);
    }

    @Test
    void explainsCheckThatExistsOnlyInApplication() {
        assertThat(explain("SD-S01").out()).startsWith("SD-S01\n\nTokens of users");
    }

    @Test
    void failsForUnknownId() {
        CommandRun run = explain("SD-Z99");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("SAFIRE-2307", "SD-Z99");
    }

    @Test
    void explainsMessagesOfAllModules() throws IOException {
        MessageIndex messages = new MessageIndex();
        try (Stream<Path> files = Files.walk(REPOSITORY)) {
            for (Path file : files.filter(path -> path.endsWith("messages.properties"))
                    .filter(path -> path.toString().contains("src/main/resources"))
                    .toList()) {
                CODE_IN_CATALOGUE.matcher(Files.readString(file)).results().forEach(code -> assertThat(
                                messages.find(code.group(1)))
                        .as(code.group(1))
                        .isPresent());
            }
        }
    }

    @Test
    void pageListsExplanationsOfAllChecks() throws IOException {
        StringBuilder page = new StringBuilder("""
                = Checks
                :toc:

                Each section explains one check of a xref:guides/diagnosis.adoc[diagnosis]. The command
                xref:guides/doctor.adoc[`safire-doctor explain`] prints the same text.
                """);
        Stream.of(
                        ConfiguredApplication.checkOfConfiguration(),
                        ConfiguredClients.checksNotRun(""),
                        LaunchCheck.notRun(""))
                .flatMap(checks -> checks.stream())
                .forEach(check -> page.append(section(check.id(), "*" + check.question() + "*\n\n")));
        Stream.of("SD-S01", "SD-S02").forEach(id -> page.append(section(id, "")));
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).content().isEqualTo(page.toString());
    }

    private static String section(String id, String question) {
        return "\n[#" + id + "]\n== " + id + "\n\n" + question + "----\n"
                + Explanations.find(id).orElseThrow() + "\n----\n";
    }
}
