package io.safire.example.demo;

import io.safire.sandbox.ClientKeyPair;
import io.safire.sandbox.Main;
import io.safire.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A running sandbox EHR with the clinician application. */
final class RunningDemo implements AutoCloseable {

    private final DemoUrls urls;
    private final DemoSecrets secrets;
    private final Sandbox sandbox;
    private final LibertyServer liberty;

    private RunningDemo(DemoUrls addresses, DemoSecrets secrets, Sandbox sandbox, LibertyServer liberty) {
        this.urls = addresses;
        this.secrets = secrets;
        this.sandbox = sandbox;
        this.liberty = liberty;
    }

    /**
     * Starts the sandbox and the application.
     *
     * @param automatic whether the sandbox grants access without a consent page
     * @param additional additional environment variables for the application
     */
    static RunningDemo start(Path target, DemoUrls urls, boolean automatic, Map<String, String> additional)
            throws IOException, InterruptedException {
        DemoSecrets secrets = DemoSecrets.random();
        Path keys = Files.createTempDirectory(target, "keys");
        ClientKeyPair.generate("nightly-1").writeTo(keys);
        Sandbox sandbox = Main.start(options(urls, automatic, secrets, keys));
        try {
            LibertyServer liberty =
                    LibertyServer.start(target, urls.secure(), environment(urls, secrets, keys, additional));
            liberty.await(urls.application());
            return new RunningDemo(urls, secrets, sandbox, liberty);
        } catch (IOException | InterruptedException | RuntimeException failure) {
            // unless the sandbox is closed, the sandbox's threads keep the process alive
            sandbox.close();
            throw failure;
        }
    }

    DemoUrls urls() {
        return urls;
    }

    DemoSecrets secrets() {
        return secrets;
    }

    LibertyServer liberty() {
        return liberty;
    }

    @Override
    public void close() {
        liberty.close();
        sandbox.close();
    }

    private static String[] options(DemoUrls addresses, boolean automatic, DemoSecrets secrets, Path keys) {
        List<String> options = new ArrayList<>(List.of(
                "--port",
                String.valueOf(addresses.ports().ehr()),
                "--control-port",
                String.valueOf(addresses.ports().control()),
                "--app",
                "Growth chart",
                "--launch-url",
                addresses.application() + "smart/launch",
                "--client",
                "growth-chart",
                "--client-secret",
                secrets.client(),
                "--redirect-uri",
                addresses.application() + "smart/callback",
                "--backend-client",
                "nightly-job",
                "--backend-jwks",
                keys.resolve(ClientKeyPair.JWKS_FILE).toString()));
        if (automatic) {
            options.add("--automatic");
        }
        return options.toArray(String[]::new);
    }

    /** Returns the settings for the addresses and for the values that the application's archive does not contain. */
    private static Map<String, String> environment(
            DemoUrls addresses, DemoSecrets secrets, Path keys, Map<String, String> additional) {
        Map<String, String> settings = new HashMap<>(addresses.environment());
        settings.put("SAFIRE_EHR_CLIENT_SECRET", secrets.client());
        settings.put(
                "SAFIRE_NIGHTLY_PRIVATE_KEY_LOCATION",
                keys.resolve(ClientKeyPair.PRIVATE_KEY_FILE).toAbsolutePath().toString());
        settings.put("CLINICIAN_JOB_SECRET", secrets.job());
        settings.put("keystore_password", secrets.keyStore());
        settings.putAll(additional);
        return settings;
    }
}
