package io.safire.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Test that the troubleshooting guide quotes messages as Safire writes them. */
class TroubleshootingQuotesTest {

    private static final Pattern SYMPTOM = Pattern.compile("(?m)^\\|(.*?) \\|");
    private static final Pattern QUOTE = Pattern.compile("`([^`]+)`");
    private static final Pattern CLAUSE_END = Pattern.compile("[.:;|]( |$)| \\(|\\)| — ");
    /** Names, numbers and parts of expressions at the start or end of a text. */
    private static final Pattern VALUE_AT_END =
            Pattern.compile("^\\S*[-_.:/${}0-9]\\S*(?= )|(?<= )\\S*[-_.:/${}0-9]\\S*$|[,] kid$");

    private static final String OMISSION = "…";
    private static final int MIN_LITERAL_LENGTH = 10;

    /** The texts of the Java runtime, which the messages quote. */
    private static final Set<String> OF_RUNTIME = Set.of(
            "Connection refused",
            "Connection timed out",
            "Read timed out",
            "Request timed out",
            "Timed out",
            "Remote host terminated the handshake",
            "Received fatal alert",
            "certification path");

    @Test
    void quotesMessagesOfCatalogues() throws IOException {
        String sources = sources();
        List<Pattern> clauses = clauses(sources);
        List<String> quotes = quotes();
        assertThat(quotes).hasSizeGreaterThan(40);
        assertThat(quotes)
                .filteredOn(quote -> !isQuoted(sources, clauses, quote))
                .isEmpty();
    }

    @Test
    void detectsQuoteThatNoMessageContains() throws IOException {
        String sources = sources();
        List<Pattern> clauses = clauses(sources);
        assertThat(isQuoted(sources, clauses, "Configuration missing: client_secret"))
                .isTrue();
        assertThat(isQuoted(sources, clauses, "Redirect to non-HTTPS URL blocked"))
                .isFalse();
        assertThat(isQuoted(sources, clauses, "The server lacks this endpoint")).isFalse();
    }

    /** Returns whether each clause of a quote is the text of a message, with any values for the placeholders. */
    private static boolean isQuoted(String sources, List<Pattern> clauses, String quote) {
        return sources.contains(quote)
                || CLAUSE_END
                        .splitAsStream(quote.replace("...", OMISSION))
                        .map(String::strip)
                        .allMatch(clause -> clauses.stream().anyMatch(pattern -> pattern.matcher(clause)
                                        .matches())
                                || isCopied(sources, clause));
    }

    private static boolean isCopied(String sources, String clause) {
        return Arrays.stream(clause.split(OMISSION))
                .map(part -> VALUE_AT_END.matcher(part.strip()).replaceAll(""))
                .filter(part -> part.contains(" ") && !OF_RUNTIME.contains(part))
                .allMatch(sources::contains);
    }

    private static List<Pattern> clauses(String sources) {
        return sources.lines()
                .filter(line -> line.startsWith("SAFIRE-") && line.contains("="))
                .flatMap(line -> CLAUSE_END.splitAsStream(line.substring(line.indexOf('=') + 1)))
                .filter(clause -> clause.replace("%s", "").strip().length() >= MIN_LITERAL_LENGTH)
                .map(clause -> Arrays.stream(clause.strip().split("%s", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".{0,80}")))
                .map(Pattern::compile)
                .toList();
    }

    private static List<String> quotes() throws IOException {
        String page = Files.readString(Path.of("troubleshooting.adoc"));
        String symptoms = page.substring(page.indexOf("== Symptoms"), page.indexOf("== Harmless log lines"));
        return SYMPTOM.matcher(symptoms)
                .results()
                .flatMap(row -> QUOTE.matcher(row.group(1)).results())
                .map(quote -> quote.group(1))
                .filter(quote -> quote.contains(" "))
                .toList();
    }

    /** Returns the texts of the catalogues and of the code that inserts further texts. */
    private static String sources() throws IOException {
        StringBuilder texts = new StringBuilder();
        for (String module : List.of("../api", "../impl")) {
            try (Stream<Path> files = Files.walk(Path.of(module))) {
                for (Path file : files.filter(
                                path -> path.toString().matches(".*/src/main/.*(messages\\.properties|\\.java)"))
                        .toList()) {
                    texts.append(Files.readString(file)).append('\n');
                }
            }
        }
        return texts.toString();
    }
}
