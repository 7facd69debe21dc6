package io.safire.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the demonstration with the command of the README. */
class NightlyJobDemoTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern COMMAND = Pattern.compile("(?m)^java (-cp \\S+ \\S+NightlyJobDemo)$");
    private static final Pattern OUTPUT = Pattern.compile("(?s)```\\n(Export [^`]*)```");

    @TempDir
    Path folder;

    @Test
    void printsOutputOfReadme() throws Exception {
        String readme = Files.readString(ROOT.resolve("examples/nightly-job/README.md"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path errors = folder.resolve("errors.txt");
        Process process = new ProcessBuilder("sh", "-c", java + " " + firstGroup(COMMAND, readme))
                .directory(ROOT.toFile())
                .redirectError(errors.toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        assertThat(output.replaceAll(" +\\d+ seconds", "                  … seconds"))
                .isEqualTo(firstGroup(OUTPUT, readme));
    }

    private static String firstGroup(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(pattern.pattern()).isTrue();
        return matcher.group(1);
    }
}
