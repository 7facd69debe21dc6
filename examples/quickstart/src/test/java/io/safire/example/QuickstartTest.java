package io.safire.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the program of the README with the command of the README. */
class QuickstartTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern PROGRAM = Pattern.compile("(?s)```java\\n([^`]*class Quickstart [^`]*)```");
    private static final Pattern COMMAND = Pattern.compile("(?m)^java (-cp \\S+ Quickstart\\.java)$");
    private static final Pattern OUTPUT = Pattern.compile("(?s)```\\n(Patient: [^`]*)```");

    @TempDir
    Path folder;

    @Test
    void programOfReadmeRuns() throws Exception {
        String readme = Files.readString(ROOT.resolve("README.md"));
        Files.writeString(folder.resolve("Quickstart.java"), firstGroup(PROGRAM, readme));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String command = java + " " + firstGroup(COMMAND, readme).replace("examples/", ROOT.resolve("examples") + "/");
        Path errors = folder.resolve("errors.txt");
        Process process = new ProcessBuilder("sh", "-c", command)
                .directory(folder.toFile())
                .redirectError(errors.toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        assertThat(output.replaceAll("127\\.0\\.0\\.1:\\d+|localhost:\\d+", "localhost:…"))
                .isEqualTo(firstGroup(OUTPUT, readme));
    }

    private static String firstGroup(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(pattern.pattern()).isTrue();
        return matcher.group(1);
    }
}
