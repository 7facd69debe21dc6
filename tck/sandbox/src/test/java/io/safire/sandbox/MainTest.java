package io.safire.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jose4j.jwk.JsonWebKeySet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void listsEveryOptionWithDefaultAndExample() throws Exception {
        assertThat(run("--help")).isZero();
        for (Option option : Option.values()) {
            assertThat(out.toString(UTF_8)).contains("\n  " + option, option.description());
            assertThat(out.toString(UTF_8)).contains(option.defaultValue(), option.example());
        }
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void exitsWithTwoForUnknownOption() throws Exception {
        assertThat(run("--prot", "1")).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .startsWith("Unknown option --prot.")
                .contains("--help")
                .doesNotContain("\tat ");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void namesOptionOfPortInUse() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(socket.getLocalPort());
            assertThat(run("--control-port", "0", "--port", port)).isEqualTo(2);
            assertThat(run("--control-port", port, "--port", "0")).isEqualTo(2);
            assertThat(err.toString(UTF_8))
                    .contains("--port: port " + port + " cannot be opened (Address already in use).")
                    .contains("--control-port: port " + port + " cannot be opened")
                    .contains("Choose another port. Example: --port 9280");
        }
    }

    @Test
    void writesPrivateKeyReadableByOwnerOnly(@TempDir Path folder) throws Exception {
        Path keys = folder.resolve("keys");
        assertThat(run("--new-key", keys.toString(), "--kid", "k1")).isZero();
        Path privateKey = keys.resolve("private-key.pem");
        assertThat(privateKey).content().startsWith("-----BEGIN PRIVATE KEY-----\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(privateKey)))
                .isEqualTo("rw-------");
        String jwks = Files.readString(keys.resolve("jwks.json"));
        assertThat(new JsonWebKeySet(jwks).getJsonWebKeys().get(0).getKeyId()).isEqualTo("k1");
        assertThat(jwks).contains("\"ES384\"").doesNotContain("\"d\"");
        assertThat(out.toString(UTF_8))
                .contains("safire.ehr.private-key.location=" + privateKey, "safire.ehr.kid=k1")
                .contains(keys.resolve("jwks.json").toString());
    }

    @Test
    void doesNotOverwriteKeyFiles(@TempDir Path folder) throws Exception {
        assertThat(run("--new-key", folder.toString(), "--algorithm", "RS384")).isZero();
        String first = Files.readString(folder.resolve("private-key.pem"));
        assertThat(Files.readString(folder.resolve("jwks.json"))).contains("\"RS384\"");
        assertThat(run("--new-key", folder.toString())).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("jwks.json already exists", "Choose another folder");
        assertThat(folder.resolve("private-key.pem")).hasContent(first);
    }

    @Test
    void rejectsInvalidKeySet(@TempDir Path folder) throws IOException {
        String file = Files.writeString(folder.resolve("jwks.json"), "[").toString();
        assertThatThrownBy(() -> Main.start(
                        "--port", "0", "--control-port", "0", "--backend-client", "job", "--backend-jwks", file))
                .hasMessageContaining("--backend-jwks: " + file + " is not a JSON Web Key Set")
                .hasMessageContaining("--new-key");
    }

    @Test
    void startsWithSeveralApplicationsAndServices(@TempDir Path folder) throws Exception {
        ClientKeyPair.generate("k1").writeTo(folder);
        String jwks = folder.resolve("jwks.json").toString();
        try (Sandbox sandbox = Main.start(
                "--port",
                "0",
                "--control-port",
                "0",
                "--automatic", //
                "--app",
                "One",
                "--launch-url",
                "http://localhost/one",
                "--client",
                "one",
                "--redirect-uri",
                "http://localhost/1",
                "--client-secret",
                "s", //
                "--app",
                "Two",
                "--launch-url",
                "http://localhost/two",
                "--client",
                "two",
                "--redirect-uri",
                "http://localhost/2",
                "--client-jwks",
                jwks, //
                "--backend-client",
                "a",
                "--backend-jwks",
                jwks,
                "--backend-client",
                "b",
                "--backend-jwks",
                jwks)) {
            EhrState ehr = sandbox.server("sandbox").ehr();
            assertThat(ehr.apps()).containsOnlyKeys("One", "Two");
            assertThat(ehr.clients()).containsOnlyKeys("one", "two", "a", "b");
            assertThat(ehr.clients().get("one").type()).isEqualTo("secret");
            assertThat(ehr.clients().get("two").type()).isEqualTo("keys");
            assertThat(ehr.interactive()).isFalse();
            assertThat(ehr.appName("two")).isEqualTo("Two");
        }
    }

    @Test
    void rejectsDuplicateClient() {
        assertThatThrownBy(() -> Main.start(
                        "--port",
                        "0",
                        "--control-port",
                        "0", //
                        "--app",
                        "One",
                        "--launch-url",
                        "http://localhost/one",
                        "--client",
                        "one",
                        "--redirect-uri",
                        "http://localhost/1", //
                        "--app",
                        "Two",
                        "--launch-url",
                        "http://localhost/two",
                        "--client",
                        "one",
                        "--redirect-uri",
                        "http://localhost/2"))
                .hasMessageContaining("--client has the same value in two groups");
    }

    private int run(String... arguments) throws IOException {
        return Main.run(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), arguments);
    }
}
