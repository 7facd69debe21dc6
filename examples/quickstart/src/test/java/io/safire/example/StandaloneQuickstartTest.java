package io.safire.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.CloseableSmartClient;
import io.safire.SmartClient;
import io.safire.SmartClientSettings;
import io.safire.authentication.ClientType;
import io.safire.sandbox.ClientKeyPair;
import io.safire.sandbox.Sandbox;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of clients without CDI, MicroProfile Config and MicroProfile Fault Tolerance. */
class StandaloneQuickstartTest {

    private static final Path LIBRARIES = Path.of("target/libs").toAbsolutePath();
    /** The JARs of a CDI container and of the implementations that a client in a program without CDI does not need. */
    private static final Pattern NOT_NEEDED = Pattern.compile(
            "weld-.*|smallrye-.*|microprofile-fault-tolerance-.*|jboss-classfilewriter-.*|jakarta\\.el-.*|asm-.*");

    @TempDir
    Path folder;

    @Test
    void programRunsWithoutContainer() throws Exception {
        List<String> libraries;
        try (Stream<Path> files = Files.list(LIBRARIES)) {
            libraries = files.map(file -> file.getFileName().toString())
                    .filter(name -> !NOT_NEEDED.matcher(name).matches())
                    .toList();
        }
        assertThat(libraries).anyMatch(name -> name.startsWith("microprofile-rest-client-"));
        Path errors = folder.resolve("errors.txt");
        String classPath = libraries.stream()
                .map(name -> LIBRARIES.resolve(name).toString())
                .collect(Collectors.joining(File.pathSeparator, "target/classes" + File.pathSeparator, ""));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        StandaloneQuickstart.class.getName())
                .redirectError(errors.toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        assertThat(output.strip()).isEqualTo("Scopes: system/Patient.rs");
    }

    @Test
    void sharesMetadataAndEndsThreadsWithLastClient() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            SandboxServer ehr = SandboxControl.at(sandbox.control()).open("ehr");
            SmartClientSettings settings = register(ehr);
            ehr.script(Endpoint.TOKEN, ScriptedResponse.status(503));
            try (CloseableSmartClient client = SmartClient.create(settings);
                    CloseableSmartClient other = SmartClient.create(settings)) {
                client.accessTokenAsync().toCompletableFuture().join();
                other.accessToken();
                assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).hasSize(1);
                assertThat(ehr.requests(Endpoint.TOKEN)).as("one retry").hasSize(3);
                assertThat(threads()).isNotEmpty();
            }
            for (Thread thread : threads()) {
                thread.join();
            }
            try (CloseableSmartClient client = SmartClient.create(settings)) {
                client.metadata();
                assertThat(ehr.requests(Endpoint.SMART_CONFIGURATION)).hasSize(2);
            }
        }
    }

    private static SmartClientSettings register(SandboxServer ehr) {
        ClientKeyPair keys = ClientKeyPair.generate("k-1");
        ehr.registerClient(SandboxClient.keyClient("job", keys.jwks(), "https://app.example/callback"));
        return SmartClientSettings.builder(ehr.fhirBase().toString())
                .clientId("job")
                .clientType(ClientType.CONFIDENTIAL_ASYMMETRIC)
                .set("private-key", keys.privateKeyPem())
                .set("kid", "k-1")
                .set("scopes", "system/Patient.rs")
                .build();
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("safire-"))
                .toList();
    }
}
