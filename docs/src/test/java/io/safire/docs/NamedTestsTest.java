package io.safire.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Test that every test that a document names exists. */
class NamedTestsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> CODE = List.of("api", "impl", "tck", "docs/src", "examples");
    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w*Test)\\.(\\w+)`");

    @Test
    void everyNamedTestExists() throws IOException {
        Map<String, String> sources = sources();
        List<String> missing = new ArrayList<>();
        int count = 0;
        for (Path document : documents()) {
            for (MatchResult name :
                    NAME.matcher(Files.readString(document)).results().toList()) {
                count++;
                if (!isTest(sources, name.group(1), name.group(2))) {
                    missing.add(ROOT.relativize(document) + ": " + name.group());
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(count).isGreaterThan(300);
    }

    @Test
    void detectsMissingTest() throws IOException {
        Map<String, String> sources = sources();
        assertThat(isTest(sources, "NamedTestsTest", "detectsMissingTest")).isTrue();
        assertThat(isTest(sources, "NamedTestsTest", "isTest")).isFalse();
        assertThat(isTest(sources, "NoSuchTest", "detectsMissingTest")).isFalse();
    }

    private static boolean isTest(Map<String, String> sources, String type, String method) {
        return Pattern.compile(
                        "(?s)@(Test|TestFactory|ParameterizedTest|ArchTest)\\b((?!\n    }\n).){0,4000}?(void|>|ArchRule) "
                                + method + "\\b")
                .matcher(sources.getOrDefault(type, ""))
                .find();
    }

    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (String folder : CODE) {
            for (Path file : files(ROOT.resolve(folder), ".*Test\\.java")) {
                sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        return sources;
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(files(ROOT.resolve("docs"), ".*\\.adoc"));
        documents.addAll(files(ROOT.resolve("tck/suite/src/main/resources"), ".*\\.tsv"));
        documents.addAll(files(ROOT.resolve("tck/safire/src/main/resources"), ".*\\.tsv"));
        for (String name : List.of("README.md", "SECURITY.md", "CONTRIBUTING.md")) {
            documents.add(ROOT.resolve(name));
        }
        return documents;
    }

    private static List<Path> files(Path folder, String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(name))
                    .filter(file -> !file.toString().matches(".*/(target|\\.jc)/.*"))
                    .toList();
        }
    }
}
