package io.safire.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.sandbox.control.SandboxControl;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of the standalone JAR in a process of its own. */
class StandaloneJarIT {

    @Test
    void printsHelp() throws Exception {
        Process process = start("--help");
        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).contains("--launch-url URL");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void exitsWithTwoForUnknownOption() throws Exception {
        Process process = start("--prot", "0");
        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).contains("--port");
        assertThat(process.waitFor()).isEqualTo(2);
    }

    @Test
    void servesUntilStopped() throws Exception {
        Process process = start("--port", "0", "--control-port", "0");
        try (BufferedReader output = process.inputReader(UTF_8)) {
            String line = output.readLine();
            while (line != null && !line.startsWith("Control")) {
                line = output.readLine();
            }
            URI control = URI.create(String.valueOf(line).replace("Control", "").strip());
            assertThat(SandboxControl.at(control).open("sandbox").issueAccessToken("system/Patient.rs"))
                    .isNotBlank();
            // issuing a certificate works although the JAR lacks Bouncy Castle's signature files
            assertThat(SandboxControl.at(control).caCertificatePem()).contains("BEGIN CERTIFICATE");
        } finally {
            process.destroy();
        }
    }

    private static Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("safire.sandbox.jar")));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
