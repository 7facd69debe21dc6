package io.safire.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Test that each part of each documented Java sample occurs in a compiled file. */
class SamplesTest {

    private static final Path ROOT = Path.of("..");
    private static final List<Pattern> BLOCKS = List.of(
            Pattern.compile("(?s)```java\\n(.*?)```"),
            Pattern.compile("(?s)\\[source,\\s*java]\\n----\\n(.*?)\\n----"),
            Pattern.compile("(?s)<pre>\\{@code\\n(.*?)\\n +\\* }</pre>"));
    private static final Pattern SETTING = Pattern.compile("(?m)^safire\\.(?:[a-z0-9]+\\.)?([a-z]+[a-z.-]*)=");
    private static final List<String> SOURCES =
            List.of("docs/src/main/java", "examples/clinician/src/main/java", "examples/quickstart/src/main/java");
    private static final List<String> DOCUMENTS = List.of(
            "README.md",
            "SECURITY.md",
            "docs",
            "api/src/main/java",
            "impl/bearer/src/main/java",
            "impl/core/src/main/java",
            "impl/store-jdbc/src/main/java",
            "impl/store-jcache/src/main/java",
            "tck/sandbox/src/main/java");

    @Test
    void compilesEverySample() throws IOException {
        String compiled = compiledSources();
        List<String> missing = new ArrayList<>();
        int parts = 0;
        for (Path document : documents()) {
            for (String part : parts(Files.readString(document))) {
                parts++;
                if (!compiled.contains(part)) {
                    missing.add(ROOT.relativize(document) + ": " + part);
                }
            }
        }
        assertThat(missing).as("samples that are not in %s", SOURCES).isEmpty();
        assertThat(parts).as("number of samples").isGreaterThan(3);
    }

    @Test
    void detectsSampleThatIsNotCompiled() throws IOException {
        List<String> parts = parts("```java\nepic.authorise(launch);\n```");
        assertThat(parts).hasSize(1);
        assertThat(compiledSources()).doesNotContain(parts.get(0));
    }

    @Test
    void documentsEveryShownSetting() throws IOException {
        String table = Files.readString(ROOT.resolve("docs/settings.adoc"));
        List<String> unknown = new ArrayList<>();
        int count = 0;
        for (Path document : documents()) {
            Matcher setting = SETTING.matcher(Files.readString(document));
            while (setting.find()) {
                count++;
                String key = setting.group(1);
                String withFreeName = key.replaceFirst("[^.]+$", "<name>");
                boolean documented = Stream.of(key, "safire." + key, withFreeName)
                        .anyMatch(form -> table.contains("|`" + form + "`"));
                if (!documented) {
                    unknown.add(ROOT.relativize(document) + ": " + setting.group());
                }
            }
        }
        assertThat(unknown).as("settings that are not in docs/settings.adoc").isEmpty();
        assertThat(count).as("number of settings").isGreaterThan(5);
    }

    /** Returns the code blocks of a document, split at empty lines and imports, each part on one line. */
    private static List<String> parts(String document) {
        List<String> parts = new ArrayList<>();
        for (Pattern block : BLOCKS) {
            Matcher found = block.matcher(document);
            while (found.find()) {
                String code = found.group(1).replaceAll("(?m)^ +\\* ?", "");
                Stream.of(code.split("(?m)^(?=import )|\\n\\s*\\n"))
                        .map(SamplesTest::onOneLine)
                        .filter(part -> !part.isEmpty())
                        .forEach(parts::add);
            }
        }
        return parts;
    }

    private static String compiledSources() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String folder : SOURCES) {
            for (Path source : files(ROOT.resolve(folder))) {
                all.append(onOneLine(Files.readString(source))).append('\n');
            }
        }
        return all.toString();
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        for (String shown : DOCUMENTS) {
            documents.addAll(files(ROOT.resolve(shown)));
        }
        return documents;
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(md|adoc|java)"))
                    .filter(file -> !file.toString().contains("target"))
                    .toList();
        }
    }

    private static String onOneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
