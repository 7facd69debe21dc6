package io.safire.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the standalone JAR in a process of its own, with a sandbox over https. */
class StandaloneJarIT {

    private static final String JAR = System.getProperty("safire.doctor.jar");

    @TempDir
    Path directory;

    @Test
    void diagnosesHealthyAndBrokenClient() throws Exception {
        try (SampleApplication application = new SampleApplication(directory)) {
            Result healthy = run("--timeout=5m");
            assertThat(healthy.output()).startsWith("epic: healthy");
            assertThat(healthy.exitCode()).isZero();
            application.publishOtherKey();
            Result broken = run("--timeout=5m");
            assertThat(broken.output())
                    .startsWith("epic: broken (1 cause, proven)")
                    .contains("2026-01", "SD-J04");
            assertThat(broken.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void readsWarAndRequestsToken() throws Exception {
        try (SampleApplication application = new SampleApplication(directory)) {
            application.set("scopes", "system/Patient.rs");
            application.set("trust-store.location", "classpath:ca.pem");
            Path war = Files.write(
                    directory.resolve("app.war"),
                    ApplicationFilesTest.zip(Map.of(
                            "WEB-INF/classes/" + ArchiveExtractor.CONFIGURATION,
                            application.properties().getBytes(UTF_8),
                            "WEB-INF/classes/ca.pem",
                            Files.readAllBytes(directory.resolve("ca.pem")))));
            Result result = run("--config", war.toString(), "--token", "--timeout=5m");
            assertThat(result.output()).startsWith("epic: healthy").doesNotContain("Not run");
            assertThat(result.exitCode()).isZero();
        }
    }

    @Test
    void explainsFailsAndShowsVersion() throws Exception {
        assertThat(run("explain", "SD-J04", "SAFIRE-2012").output()).contains("SD-J04", "SAFIRE-2012");
        assertThat(run("--version").output()).matches("safire-doctor \\d\\S+\\s+");
        assertThat(run("--config", "missing.war").exitCode()).isEqualTo(3);
    }

    @Test
    void containsLicensesOfDependencies() throws IOException {
        try (ZipFile jar = new ZipFile(JAR)) {
            assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
            assertThat(jar.getEntry("META-INF/NOTICE")).isNotNull();
        }
    }

    private record Result(int exitCode, String output) {}

    private Result run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Result(process.waitFor(), output);
    }
}
