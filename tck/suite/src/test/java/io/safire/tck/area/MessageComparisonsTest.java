package io.safire.tck.area;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessageComparisonsTest {

    private static final Path TESTS = Path.of("src/main/java/io/safire/tck/area");
    private static final Pattern COMPARISON =
            Pattern.compile("hasMessage(?:Containing|StartingWith|EndingWith)?\\(\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern WORDS_OR_CODE = Pattern.compile("[A-Za-z']{2,} [A-Za-z]{2,}|SAFIRE-");

    /** Words of the sandbox, of the tests, and of findings that the API creates. */
    private static final List<String> WORDS_OF_OTHERS = List.of(
            "'logo_uri' is not an https URL",
            "the server's policy forbids",
            "TCK-0001 the store is broken",
            "Sign in",
            "ssel fehlt",
            "bad request");

    @Test
    void compareNoWordsOfImplementation() throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith("Test.java")).toList();
            assertThat(sources).hasSizeGreaterThan(40).allSatisfy(file -> assertThat(
                            wordsOfImplementation(Files.readString(file)))
                    .as("compare these words with SafireMessage")
                    .isEmpty());
        }
    }

    @Test
    void distinguishesWordsFromValues() {
        assertThat(wordsOfImplementation("""
                        .hasMessageContaining("safire.x.jwks-uri").hasMessageContaining("404").hasMessageContaining(
                            "no usable keys").hasMessageStartingWith("SAFIRE-0806 ")
                            .hasMessageNotContaining("a login page").satisfies(saying("it has expired"))
                        """)).containsExactly("no usable keys", "SAFIRE-0806 ");
    }

    private static List<String> wordsOfImplementation(String source) {
        return COMPARISON
                .matcher(source)
                .results()
                .map((MatchResult comparison) -> comparison.group(1))
                .filter(text -> WORDS_OR_CODE.matcher(text).find())
                .filter(text -> !WORDS_OF_OTHERS.contains(text))
                .toList();
    }
}
