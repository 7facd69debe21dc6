package io.safire.docs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the words of the whole repository with the tables of {@code docs/glossary.adoc}. */
class GlossaryTest {

    private static final Path ROOT = Path.of("..");
    private static final String GLOSSARY = read(Path.of("glossary.adoc"));
    private static final Pattern FILES = Pattern.compile(".*\\.(java|adoc|md|properties|tsv|xml|html|css|sql|sh|yml)");
    private static final Pattern GENERATED =
            Pattern.compile("/(target|\\.git)/|/(glossary\\.adoc|GlossaryTest\\.java)$");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private static final List<Pattern> WORDS = phrases(3, 2);
    private static final List<Pattern> EXCEPTIONS = phrases(2, 0);
    private static final List<Pattern> NAMES = List.of(
            Pattern.compile("\\b(?:class|interface|record|enum) \\w+(?:Impl|Manager|Helper|Utils?|Info)\\b"),
            Pattern.compile("(?m)^[ \\w<>.,?\\[\\]]+[\\w>\\]] (?:made|told|begun|taken|said)\\([^;]*\\{"),
            Pattern.compile("/\\*\\*\\s+(?:\\*\\s+)?(?:What|Whether|How|Who|Where)\\b"),
            Pattern.compile("@Test\\s[^{;]*?void \\w{61,}\\("));

    @Test
    void findsNoReplacedWord() throws IOException {
        assertThat(violations(GlossaryTest::wordsIn)).isEmpty();
    }

    @Test
    void findsNoNameThatBreaksTheRules() throws IOException {
        assertThat(violations(GlossaryTest::namesIn)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The answer arrives.",
                "int renewedToken;",
                "RENEWAL_DELAY",
                "the kept\n     * tokens of a user",
                "safire.renew-ahead=PT1M"
            })
    void recognizesReplacedWords(String text) {
        assertThat(wordsIn(text)).hasSize(1);
    }

    @Test
    void acceptsExceptedPhrases() {
        assertThat(wordsIn("Proof Key for Code Exchange, a response, a refresh"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "final class TokenManager {",
                "    Token made() {",
                "/** Whether it is set. */",
                "/**\n * How long it lasts.",
                "@Test\n    void aNameThatIsLongerThanSixtyCharactersAndThatNeedsASecondReading() {"
            })
    void recognizesNamesThatBreakTheRules(String text) {
        assertThat(namesIn(text)).hasSize(1);
    }

    @Test
    void acceptsNamesOfTheField() {
        assertThat(
                        namesIn(
                                "/** Returns it. */ final class TokenCache { Token load() { } @Test void rejectsReusedState() {"))
                .isEmpty();
    }

    private static List<String> violations(Function<String, List<String>> check) throws IOException {
        List<String> violations = new ArrayList<>();
        for (Path file : files()) {
            check.apply(read(file)).forEach(found -> violations.add(ROOT.relativize(file) + ":" + found));
        }
        return violations;
    }

    private static List<String> namesIn(String text) {
        return found(NAMES, text);
    }

    /** The places of a text, each with its line, where one of the patterns occurs. */
    private static List<String> found(List<Pattern> patterns, String text) {
        List<String> found = new ArrayList<>();
        for (Pattern pattern : patterns) {
            for (MatchResult match : pattern.matcher(text).results().toList()) {
                int line = text.substring(0, match.start()).split("\n", -1).length;
                found.add(line + ": " + match.group().replaceAll("\\s+", " ").strip());
            }
        }
        return found;
    }

    /** The text with spaces between the words of its identifiers, without the phrases that the glossary excepts. */
    private static String separated(String text) {
        String separated = text.replaceAll("(?<=[a-z0-9])(?=[A-Z])|[_-]", " ");
        for (Pattern exception : EXCEPTIONS) {
            separated = exception.matcher(separated).replaceAll("");
        }
        return separated;
    }

    private static List<String> wordsIn(String text) {
        return found(WORDS, separated(text));
    }

    /** The phrases in one cell of the rows with so many cells. */
    private static List<Pattern> phrases(int cells, int cell) {
        return Stream.of(GLOSSARY.split("\n\n"))
                .map(block -> block.lines()
                        .filter(line -> line.startsWith("|") && !line.equals("|==="))
                        .toList())
                .filter(row -> row.size() == cells)
                .flatMap(row -> CODE.matcher(row.get(cell)).results())
                .map(phrase -> pattern(phrase.group(1)))
                .toList();
    }

    private static Pattern pattern(String phrase) {
        String words = Stream.of(phrase.split(" "))
                .map(word -> word.replace("*", "\\w*"))
                .collect(joining("[\\s*/]+"));
        return Pattern.compile("\\b" + words + "\\b", Pattern.CASE_INSENSITIVE);
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> FILES.matcher(file.toString()).matches())
                    .filter(file -> !GENERATED.matcher(file.toString()).find())
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
