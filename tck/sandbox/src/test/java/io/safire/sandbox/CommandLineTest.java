package io.safire.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.sandbox.control.BulkPlan;
import io.safire.sandbox.control.BulkVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {

    private static final String LAUNCH_URL = "http://localhost:8080/launch";
    private static final String CALLBACK = "http://localhost:8080/callback";

    @Test
    void hasDefaultPortsWithoutOptions() {
        CommandLine options = CommandLine.parse();
        assertThat(options.number(Option.PORT)).isEqualTo(9180);
        assertThat(options.number(Option.CONTROL_PORT)).isEqualTo(9181);
        assertThat(options.has(Option.AUTOMATIC)).isFalse();
    }

    @Test
    void takesValueAfterSpaceOrEqualsSign() {
        CommandLine options = CommandLine.parse("--port=1", "--control-port", "2", "--automatic");
        assertThat(options.number(Option.PORT)).isEqualTo(1);
        assertThat(options.number(Option.CONTROL_PORT)).isEqualTo(2);
        assertThat(options.has(Option.AUTOMATIC)).isTrue();
    }

    @Test
    void plansBulkDataExports() {
        CommandLine options = CommandLine.parse("--bulk-version", "4.0", "--bulk-patients=7");
        assertThat(options.bulkPlan().toJson())
                .isEqualTo(BulkPlan.version(BulkVersion.STU4_BALLOT)
                        .patients(7)
                        .observationsPerPatient(5)
                        .toJson());
        assertThat(CommandLine.parse().bulkPlan().toJson().getString("version")).isEqualTo("STU3");
    }

    @Test
    void startsAnotherApplicationAtEachApp() {
        CommandLine options = CommandLine.parse(
                "--app",
                "One",
                "--launch-url",
                LAUNCH_URL,
                "--client",
                "one",
                "--redirect-uri",
                CALLBACK,
                "--app",
                "Two",
                "--launch-url",
                LAUNCH_URL + "?x=y");
        assertThat(options.groups(OptionSection.APPLICATION))
                .extracting(group -> group.get(Option.APP), group -> group.get(Option.CLIENT))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("One", "one"),
                        org.assertj.core.groups.Tuple.tuple("Two", null));
    }

    @Test
    void startsAnotherServiceAtEachBackendClient(@TempDir Path folder) throws Exception {
        String jwks = Files.writeString(folder.resolve("jwks.json"), "{}").toString();
        CommandLine options = CommandLine.parse(
                "--backend-client", "a", "--backend-jwks", jwks, "--backend-client", "b", "--backend-jwks", jwks);
        assertThat(options.groups(OptionSection.BACKEND)).hasSize(2);
    }

    @Test
    void suggestsNearestOptionForUnknownOption() {
        assertRejected("Unknown option --prot. The nearest option: --port 9280", "--prot", "1");
        assertRejected("Unknown option --redirect-url. The nearest option: --redirect-uri", "--redirect-url", CALLBACK);
        assertRejected("Unknown option -h. The nearest option: --", "-h");
        assertRejected("Option expected, was growth-chart.", "growth-chart");
    }

    @Test
    void rejectsMissingValue() {
        assertRejected("--port needs a value. Example: --port 9280", "--port");
        assertRejected("--app needs a value", "--app", "--launch-url", LAUNCH_URL);
        assertRejected("--client must be a non-blank text", "--client", " ");
        assertRejected("--automatic takes no value", "--automatic=true");
    }

    @Test
    void rejectsInvalidValue() {
        assertRejected("--port must be a port number from 0 to 65535, was abc.", "--port", "abc");
        assertRejected("--port must be a port number from 0 to 65535, was 70000.", "--port", "70000");
        assertRejected("--port must be a port number from 0 to 65535, was -1.", "--port", "-1");
        assertRejected("--launch-url must be an absolute http or https URL", "--launch-url", "localhost:8080/launch");
        assertRejected("--launch-url must be an absolute http or https URL", "--launch-url", "http://a b");
        assertRejected("--redirect-uri must be an absolute http or https URL", "--redirect-uri", CALLBACK + "#x");
        assertRejected("--backend-jwks must be a readable file, was none.json.", "--backend-jwks", "none.json");
        assertRejected("--algorithm must be ES384 or RS384, was HS256.", "--algorithm", "HS256");
        assertRejected("--bulk-version must be 2.0, 3.0 or 4.0, was 1.0.", "--bulk-version", "1.0");
        assertRejected("--bulk-patients must be a number from 1 to 999999999, was 0.", "--bulk-patients", "0");
    }

    @Test
    void rejectsIncompleteGroup() {
        assertRejected("--app requires --launch-url. Example: --launch-url", "--app", "One");
        assertRejected("--launch-url requires --app. Example: --app", "--launch-url", LAUNCH_URL);
        assertRejected("--client requires --redirect-uri. Example: --redirect-uri", "--client", "one");
        assertRejected("--client-secret requires --client. Example: --client", "--client-secret", "s");
        assertRejected("--backend-client requires --backend-jwks. Example: --backend-jwks", "--backend-client", "job");
        assertRejected("--kid requires --new-key. Example: --new-key", "--kid", "k1");
    }

    @Test
    void rejectsRepeatedOptionInGroup() {
        assertRejected("--port is set twice. Remove one.", "--port", "1", "--port", "2");
        assertRejected(
                "--client is set twice. Start another group with: --app",
                "--app",
                "One",
                "--launch-url",
                LAUNCH_URL,
                "--client",
                "a",
                "--client",
                "b");
    }

    @Test
    void omitsSecretFromToStringOfArgument() {
        assertThat(Argument.parse("--client-secret", "s3cret").toString()).doesNotContain("s3cret");
    }

    private static void assertRejected(String message, String... words) {
        assertThatThrownBy(() -> CommandLine.parse(words))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(message);
    }
}
