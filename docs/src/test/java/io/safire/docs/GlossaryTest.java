package io.safire.docs;

import static java.lang.Character.isDigit;
import static java.lang.Character.isLowerCase;
import static java.lang.Character.isUpperCase;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
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
    private static final Set<String> SKIPPED_DIRECTORIES = Set.of("target", ".git");
    private static final Set<String> SKIPPED_FILES = Set.of("glossary.adoc", "GlossaryTest.java");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /**
     * One pattern for all words. The exceptions are its first alternative, so that they take precedence over the words
     * that they contain.
     */
    private static final Pattern WORDS = Pattern.compile("\\b(?:(" + phrases(2, 0) + ")|" + phrases(3, 2) + ")\\b");

    private static final int EXCEPTION = 1;
    private static final Pattern NAMES = Pattern.compile(String.join(
            "|",
            "\\b(?:class|interface|record|enum) \\w+(?:Impl|Manager|Helper|Utils?|Info)\\b",
            "(?<=[\\w>\\]]) (?:made|told|begun|taken|said)\\([^;{]*\\{",
            "/\\*\\*\\s+(?:\\*\\s+)?(?:What|Whether|How|Who|Where|If)\\b",
            "@Test\\s[^{;]*?void \\w{61,}\\("));

    private static final Map<Path, String> TEXTS = readAll();

    @Test
    void findsNoReplacedWord() {
        assertThat(violations(GlossaryTest::wordsIn)).isEmpty();
    }

    @Test
    void findsNoNameThatBreaksTheRules() {
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
        assertThat(wordsIn("Proof Key for Code Exchange, requireProofKey(true), a response, a refresh"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "final class TokenManager {",
                "    Token made() {",
                "/** Whether it is set. */",
                "/** If it is set, returns it. */",
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

    private static List<String> violations(Function<String, List<String>> check) {
        return TEXTS.entrySet().parallelStream()
                .flatMap(file -> check.apply(file.getValue()).stream().map(found -> file.getKey() + ":" + found))
                .toList();
    }

    private static List<String> namesIn(String text) {
        return NAMES.matcher(text)
                .results()
                .map(match -> place(text, match.start(), match.group()))
                .toList();
    }

    private static List<String> wordsIn(String text) {
        String separated = separated(text);
        List<String> found = new ArrayList<>();
        Matcher matcher = WORDS.matcher(separated);
        while (matcher.find()) {
            if (matcher.group(EXCEPTION) == null) {
                found.add(place(separated, matcher.start(), matcher.group()));
            }
        }
        return found;
    }

    /** Returns the line and the words that were found in it. */
    private static String place(String text, int start, String found) {
        long line = 1 + text.substring(0, start).chars().filter(c -> c == '\n').count();
        return line + ": " + found.replaceAll("\\s+", " ").strip();
    }

    /** Returns the text in lower case, with spaces between the words of its identifiers. */
    private static String separated(String text) {
        StringBuilder separated = new StringBuilder(text.length() * 5 / 4);
        char last = ' ';
        for (char c : text.toCharArray()) {
            if (isUpperCase(c) && (isLowerCase(last) || isDigit(last))) {
                separated.append(' ');
            }
            separated.append(c == '_' || c == '-' ? ' ' : Character.toLowerCase(c));
            last = c;
        }
        return separated.toString();
    }

    /** Returns one pattern for the phrases in the given cell of all rows that have the given number of cells. */
    private static String phrases(int cells, int cell) {
        return Stream.of(GLOSSARY.split("\n\n"))
                .map(block -> block.lines()
                        .filter(line -> line.startsWith("|") && !line.equals("|==="))
                        .toList())
                .filter(row -> row.size() == cells)
                .flatMap(row -> CODE.matcher(row.get(cell)).results())
                .map(phrase -> phrase.group(1).replace("*", "\\w*").replace(" ", "[\\s*/]+"))
                .collect(joining("|"));
    }

    private static Map<Path, String> readAll() {
        Map<Path, String> texts = new TreeMap<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    return SKIPPED_DIRECTORIES.contains(name(directory))
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (FILES.matcher(name(file)).matches() && !SKIPPED_FILES.contains(name(file))) {
                        texts.put(ROOT.relativize(file), read(file));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
