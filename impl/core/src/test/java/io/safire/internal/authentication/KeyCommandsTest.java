package io.safire.internal.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Test that Safire can use the keys that the commands of the guide generate. */
class KeyCommandsTest {

    private static final Path GUIDE = Path.of("../../docs/guides/keys.adoc");

    @TempDir
    private Path folder;

    @Test
    void readsKeyOfEachCommand() throws IOException, InterruptedException {
        List<String> commands = Files.readAllLines(GUIDE).stream()
                .filter(line -> line.startsWith("$ openssl genpkey"))
                .map(line -> line.substring(2))
                .toList();
        for (String command : commands) {
            run(command);
        }
        assertThat(algorithm("ec.pem")).isEqualTo("ES384");
        assertThat(algorithm("rsa.pem")).isEqualTo("RS384");
        assertThat(commands).hasSize(2);
    }

    private void run(String command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command.split(" "))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(process.waitFor()).as(command).isZero();
        } catch (IOException notInstalled) {
            abort("openssl is not installed");
        }
    }

    private String algorithm(String file) throws IOException {
        return KeyReader.readPrivateKey(Files.readString(folder.resolve(file))).algorithm();
    }
}
