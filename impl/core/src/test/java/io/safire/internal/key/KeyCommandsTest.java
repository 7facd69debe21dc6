package io.safire.internal.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Test that Safire can use the keys that the commands of the guide and of the messages generate. */
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

    /** The messages name commands that convert a key. A user would type the passwords. */
    @Test
    void readsKeyAfterConversionOfEachMessage() throws IOException, InterruptedException {
        KeyPair ec = KeyFiles.ec("secp384r1");
        KeyPair rsa = KeyFiles.rsa(2048);
        for (String old : List.of(
                KeyFiles.pem("PRIVATE KEY", KeyFiles.explicitParameters(ec, true)),
                KeyFiles.pem("EC PRIVATE KEY", KeyFiles.explicitParameters(ec, false)),
                KeyFiles.legacyEncrypted(rsa.getPrivate()))) {
            Files.writeString(folder.resolve("old.pem"), old);
            String command = reason("old.pem").replaceFirst(".*convert it with: ", "");
            assertThat(command).contains(" -in old.pem ");
            assertThat(Files.readString(GUIDE)).contains("`" + command + "`");
            String password = "pass:" + KeyFiles.PASSWORD;
            run(command.contains("pkcs8") ? command + " -passin " + password + " -passout " + password : command);
            assertThat(read("key.pem").publicKey()).isIn(ec.getPublic(), rsa.getPublic());
        }
    }

    private String reason(String file) throws IOException {
        try {
            read(file);
            return "";
        } catch (UnusableKeyException unusable) {
            return unusable.reason();
        }
    }

    private KeyMaterial read(String file) throws IOException {
        KeyContent content = KeyContent.of(Files.readAllBytes(folder.resolve(file)));
        return KeyReader.readPrivateKey(
                new KeyDocument(content, KeyFiles.PASSWORD, null, null), new AlgorithmRule(null));
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
        return read(file).algorithm();
    }
}
