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
final class Demonstration implements AutoCloseable {

    private final Addresses addresses;
    private final Secrets secrets;
    private final Sandbox sandbox;
    private final LibertyServer liberty;

    private Demonstration(Addresses addresses, Secrets secrets, Sandbox sandbox, LibertyServer liberty) {
        this.addresses = addresses;
        this.secrets = secrets;
        this.sandbox = sandbox;
        this.liberty = liberty;
    }

    /**
     * Starts the sandbox and the application.
     *
     * @param automatic whether the sandbox grants access without a consent page
     * @param more additional environment variables for the application
     */
    static Demonstration start(Path target, Addresses addresses, boolean automatic, Map<String, String> more)
            throws IOException, InterruptedException {
        Secrets secrets = Secrets.random();
        Path keys = Files.createTempDirectory(target, "keys");
        ClientKeyPair.generate("nightly-1").writeTo(keys);
        Sandbox sandbox = Main.start(options(addresses, automatic, secrets, keys));
        try {
            LibertyServer liberty =
                    LibertyServer.start(target, addresses.secure(), settings(addresses, secrets, keys, more));
            liberty.await(addresses.application());
            return new Demonstration(addresses, secrets, sandbox, liberty);
        } catch (IOException | InterruptedException | RuntimeException failure) {
            // the sandbox's threads would keep the process alive
            sandbox.close();
            throw failure;
        }
    }

    Addresses addresses() {
        return addresses;
    }

    Secrets secrets() {
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

    private static String[] options(Addresses addresses, boolean automatic, Secrets secrets, Path keys) {
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
    private static Map<String, String> settings(
            Addresses addresses, Secrets secrets, Path keys, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(addresses.settings());
        settings.put("SAFIRE_EHR_CLIENT_SECRET", secrets.client());
        settings.put(
                "SAFIRE_NIGHTLY_PRIVATE_KEY_LOCATION",
                keys.resolve(ClientKeyPair.PRIVATE_KEY_FILE).toAbsolutePath().toString());
        settings.put("CLINICIAN_JOB_SECRET", secrets.job());
        settings.put("keystore_password", secrets.keyStore());
        settings.putAll(more);
        return settings;
    }
}
