package io.safire.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stranger can follow the way of the first token only if it leads through few classes. */
class FirstTokenClassesTest {

    private static final int MAX_CLASSES = 30;

    /** A loaded class with its origin. The JVM gives generated classes, such as lambdas and proxies, no file as origin. */
    private static final Pattern LOADED_CLASS = Pattern.compile("(io\\.safire\\.\\S+) source: (?:file|jrt):.*");

    @Test
    void firstTokenLoadsFewClasses(@TempDir Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve("classes.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:off",
                        "-Xlog:class+load:file=" + log,
                        "-cp",
                        System.getProperty("java.class.path"),
                        FirstToken.class.getName())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        List<String> classes = Files.readAllLines(log).stream()
                .map(LOADED_CLASS::matcher)
                .filter(Matcher::find)
                .map(loaded -> loaded.group(1))
                .toList();
        int started = classes.indexOf(FirstToken.Started.class.getName());
        int ended = classes.indexOf(FirstToken.Ended.class.getName());
        assertThat(classes.subList(started + 1, ended)).hasSizeBetween(1, MAX_CLASSES);
    }
}
