package io.safire.sandbox;

import io.safire.sandbox.control.ClientEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Starts a sandbox by itself, with one EHR, for a demonstration.
 *
 * <p>Options, each followed by its value: {@code --port} (9180), {@code --control-port} (9181), {@code --app} and
 * {@code --launch-url} (an application on the launch page), {@code --client} and {@code --client-secret} and
 * {@code --redirect-uri} (that application's registration), {@code --backend-client} and {@code --backend-jwks} (a client
 * with keys; a file), {@code --automatic true} (no pages).
 */
public final class Main {

    private Main() {}

    /**
     * Runs until the process is stopped.
     *
     * @param arguments the options
     * @throws Exception if a port is taken or a file cannot be read
     */
    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = options(arguments);
        Sandbox sandbox = Sandbox.start(number(options, "--control-port", 9181));
        Ehr ehr =
                sandbox.open("sandbox", "http", number(options, "--port", 9180)).ehr();
        ehr.interactive(!Boolean.parseBoolean(options.get("--automatic")));
        register(ehr, options);
        System.out.println("EHR launch page  " + ehr.origin() + "/ehr");
        System.out.println("FHIR base        " + ehr.fhirBase());
        System.out.println("Control          " + sandbox.control());
        new CountDownLatch(1).await();
    }

    private static void register(Ehr ehr, Map<String, String> options) throws IOException {
        if (options.containsKey("--app")) {
            ehr.apps().put(options.get("--app"), options.getOrDefault("--launch-url", ""));
        }
        if (options.containsKey("--client")) {
            String id = options.get("--client");
            String secret = options.getOrDefault("--client-secret", "");
            String redirectUri = options.getOrDefault("--redirect-uri", "");
            ehr.clients()
                    .put(
                            id,
                            secret.isEmpty()
                                    ? ClientEntry.publicClient(id, redirectUri)
                                    : ClientEntry.secretClient(id, secret, redirectUri));
        }
        if (options.containsKey("--backend-client")) {
            String id = options.get("--backend-client");
            String jwks = Files.readString(Path.of(options.getOrDefault("--backend-jwks", "jwks.json")));
            ehr.clients().put(id, ClientEntry.keyClient(id, jwks, ""));
        }
    }

    private static Map<String, String> options(String[] arguments) {
        if (arguments.length % 2 != 0) {
            throw new IllegalArgumentException("each option needs a value");
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (int index = 0; index < arguments.length; index += 2) {
            options.put(arguments[index], arguments[index + 1]);
        }
        return options;
    }

    private static int number(Map<String, String> options, String name, int byDefault) {
        return Integer.parseInt(options.getOrDefault(name, String.valueOf(byDefault)));
    }
}
