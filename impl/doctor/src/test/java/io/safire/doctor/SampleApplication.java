package io.safire.doctor;

import io.safire.sandbox.ClientKeyPair;
import io.safire.sandbox.Sandbox;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An application in a directory, whose client {@code epic} is registered with a sandbox over https. */
final class SampleApplication implements AutoCloseable {

    static final String REDIRECT_URI = "https://app.example/callback";
    private static final String JWKS = "jwks.json";

    private final Sandbox sandbox = Sandbox.start();
    private final SandboxControl control = SandboxControl.at(sandbox.control());
    private final SandboxServer ehr;
    private final SandboxServer keyHost;
    private final ClientKeyPair key = ClientKeyPair.generate("2026-01");
    private final Path directory;
    private final Map<String, String> settings = new TreeMap<>();

    SampleApplication(Path directory) throws IOException {
        this.directory = directory;
        ehr = control.openHttps("ehr");
        keyHost = control.openHttps("keys");
        publish(key.jwks());
        Path pem = write("key.pem", key.privateKeyPem());
        Files.setPosixFilePermissions(pem, PosixFilePermissions.fromString("rw-------"));
        settings.put("base-url", ehr.fhirBase().toString());
        settings.put("client-id", "growth-chart");
        settings.put("client-type", "confidential-asymmetric");
        settings.put("private-key.location", pem.toString());
        settings.put("kid", key.kid());
        settings.put("jwks-url", keyHost.publishedUrl(JWKS).toString());
        settings.put(
                "trust-store.location",
                write("ca.pem", control.caCertificatePem()).toString());
        settings.put("scopes", "launch/patient openid fhirUser patient/Patient.rs");
        redirectTo(URI.create(REDIRECT_URI));
    }

    SandboxServer ehr() {
        return ehr;
    }

    Path directory() {
        return directory;
    }

    /** Registers the client with another redirect URI, and configures it. */
    void redirectTo(URI redirectUri) throws IOException {
        ehr.registerClient(
                SandboxClient.keyUrlClient("growth-chart", settings.get("jwks-url"), redirectUri.toString()));
        set("redirect-uri", redirectUri.toString());
    }

    /** Sets a setting of the server {@code epic}, and writes the configuration. */
    void set(String setting, String value) throws IOException {
        settings.put(setting, value);
        write("src/main/resources/" + ArchiveExtractor.CONFIGURATION, properties());
    }

    String properties() {
        return settings.entrySet().stream()
                .map(entry -> "safire.epic." + entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /** Publishes another JWKS, which does not contain the signing key. */
    void publishOtherKey() {
        publish(ClientKeyPair.generate("2025-12").jwks());
    }

    /** Publishes the signing key with another {@code kid}. */
    void publishSigningKeyAs(String kid) {
        publish(key.jwks().replace(key.kid(), kid));
    }

    /**
     * Returns the texts that no output may contain: a line of the private key, the client secret, all secrets that a
     * server has issued or received, and the patient of the launch.
     */
    List<String> secrets() {
        List<String> secrets = new ArrayList<>(control.secrets());
        secrets.removeIf(secret -> secret.length() < 8);
        secrets.add(key.privateKeyPem().lines().skip(1).findFirst().orElseThrow());
        secrets.add("pat-1");
        Optional.ofNullable(settings.get("client-secret")).ifPresent(secrets::add);
        return secrets;
    }

    /** Runs a command that diagnoses, with a time limit that a slow machine does not reach. */
    CommandRun run(String... arguments) {
        return run(CommandRun.context(directory), arguments);
    }

    static CommandRun run(CommandContext context, String... arguments) {
        return CommandRun.of(
                context,
                Stream.concat(Stream.of(arguments), Stream.of("--timeout=5m")).toArray(String[]::new));
    }

    private void publish(String jwks) {
        keyHost.publish(JWKS, SandboxJson.createReader(new StringReader(jwks)).readObject(), "max-age=3600");
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
