package io.safire.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Test that the guide shows the real output of the command. {@code -Ddocs.write=true} writes the output. */
class GuideTest {

    private static final Path GUIDE = Path.of("../../docs/guides/doctor.adoc");
    private static final Pattern ORIGIN = Pattern.compile("https://localhost:\\d+");
    private static final Pattern THUMBPRINT = Pattern.compile("thumbprint [\\w-]{43}");
    private static final Pattern TIME = Pattern.compile("Time \\d+ ms");

    @TempDir
    Path directory;

    private SampleApplication application;

    @BeforeEach
    void start() throws IOException {
        application = new SampleApplication(directory);
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void showsReportsOfWrongAndOfHealthyClient() throws IOException {
        application.publishOtherKey();
        compare("broken", application.run().out());
        application.set("kid", "2025-12");
        application.publishSigningKeyAs("2025-12");
        compare("healthy", application.run().out());
    }

    @Test
    void showsHelp() throws IOException {
        compare("help", CommandRun.of(CommandRun.context(directory), "--help").out());
    }

    private void compare(String tag, String output) throws IOException {
        String atHospital = ORIGIN.matcher(output).replaceAll("https://fhir.hospital.example");
        String withThumbprint =
                THUMBPRINT.matcher(atHospital).replaceAll("thumbprint NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
        String shown = TIME.matcher(withThumbprint)
                .replaceAll("Time 412 ms")
                .replace(directory.toString(), "/app")
                .stripTrailing();
        String text = Files.readString(GUIDE);
        String start = "// tag::" + tag + "[]\n[source]\n----\n";
        int from = text.indexOf(start) + start.length();
        int to = text.indexOf("\n----\n// end::" + tag + "[]");
        assertThat(to).as(tag).isGreaterThan(from);
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(GUIDE, text.substring(0, from) + shown + text.substring(to));
        }
        String written = Files.readString(GUIDE);
        assertThat(written.substring(from, written.indexOf("\n----\n// end::" + tag + "[]")))
                .isEqualTo(shown);
    }
}
