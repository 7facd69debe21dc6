package io.safire.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Test that the troubleshooting guide quotes messages as the catalogues contain them. */
class TroubleshootingQuotesTest {

    private static final Pattern SYMPTOM = Pattern.compile("(?m)^\\|(.*?) \\|");
    private static final Pattern QUOTE = Pattern.compile("`([^`@]+ [^`]+)`");

    /** The texts of the Java runtime, which the messages quote. */
    private static final Set<String> OF_RUNTIME = Set.of(
            "Connection timed out",
            "Request timed out",
            "Timed out",
            "Remote host terminated the handshake",
            "certification path");

    @Test
    void quotesMessagesOfCatalogues() throws IOException {
        String catalogues = catalogues();
        List<String> quotes = quotes();
        assertThat(quotes).hasSizeGreaterThan(40);
        assertThat(quotes).filteredOn(quote -> !isQuoted(catalogues, quote)).isEmpty();
    }

    @Test
    void detectsQuoteThatNoCatalogueContains() throws IOException {
        String catalogues = catalogues();
        assertThat(isQuoted(catalogues, "Configuration missing: client_secret")).isTrue();
        assertThat(isQuoted(catalogues, "Redirect to non-HTTPS URL blocked")).isFalse();
    }

    /** Returns whether a message contains the first half of a part, because the second half may be an inserted value. */
    private static boolean isQuoted(String catalogues, String part) {
        return OF_RUNTIME.contains(part) || catalogues.contains(part.substring(0, (part.length() + 1) / 2));
    }

    private static List<String> quotes() throws IOException {
        String page = Files.readString(Path.of("troubleshooting.adoc"));
        String symptoms = page.substring(page.indexOf("== Symptoms"), page.indexOf("== Harmless log lines"));
        return SYMPTOM.matcher(symptoms)
                .results()
                .flatMap(row -> QUOTE.matcher(row.group(1)).results())
                .map((MatchResult quote) -> quote.group(1))
                .flatMap(quote -> Stream.of(quote.split("\\.\\.\\.")))
                .map(String::strip)
                .filter(part -> part.contains(" "))
                .toList();
    }

    private static String catalogues() throws IOException {
        StringBuilder texts = new StringBuilder();
        for (String module : List.of("../api", "../impl")) {
            try (Stream<Path> files = Files.walk(Path.of(module))) {
                for (Path file : files.filter(
                                path -> path.toString().matches(".*/src/main/resources/.*messages\\.properties"))
                        .toList()) {
                    texts.append(Files.readString(file));
                }
            }
        }
        return texts.toString();
    }
}
