package io.safire.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.sandbox.Main;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** A sandbox in a separate process, so that the CPU time of the sandbox is not measured. */
final class SandboxProcess implements AutoCloseable {

    private static final String FHIR_BASE_PREFIX = "FHIR base";
    private static final String CONTROL_PREFIX = "Control";
    private static final String SERVER_NAME = "sandbox";

    private final Process process;
    private final String fhirBase;
    private final URI control;

    private SandboxProcess(Process process, String fhirBase, URI control) {
        this.process = process;
        this.fhirBase = fhirBase;
        this.control = control;
    }

    static SandboxProcess start(String clientId, String jwks) throws IOException {
        Path keys = Files.createTempFile("benchmark", ".jwks");
        Files.writeString(keys, jwks);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--port",
                        "0",
                        "--control-port",
                        "0",
                        "--backend-client",
                        clientId,
                        "--backend-jwks",
                        keys.toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader output = process.inputReader(UTF_8);
        String base = "";
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(FHIR_BASE_PREFIX)) {
                base = line.substring(FHIR_BASE_PREFIX.length()).strip();
            }
            if (line.startsWith(CONTROL_PREFIX)) {
                Files.delete(keys);
                URI control = URI.create(line.substring(CONTROL_PREFIX.length()).strip());
                return new SandboxProcess(process, base, control);
            }
        }
        throw new IOException("The sandbox did not start");
    }

    String fhirBase() {
        return fhirBase;
    }

    /** Returns the control interface of the sandbox's server. */
    SandboxServer ehr() {
        return SandboxControl.at(control).open(SERVER_NAME);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
