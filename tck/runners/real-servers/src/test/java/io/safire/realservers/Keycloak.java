package io.safire.realservers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Keycloak as a child process with the realm {@code smart}, and a gateway that gives it a SMART configuration. */
final class Keycloak implements AutoCloseable {

    /** The realm's address; tests and browser use the same host, by which Keycloak names itself. */
    static final String REALM = "http://localhost:28081/realms/smart";

    private static final Duration LONGEST_START = Duration.ofMinutes(4);

    private final Process process;
    private final Gateway gateway;

    private Keycloak(Process process) throws IOException {
        this.process = process;
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        String configuration = awaitConfiguration();
        gateway = Gateway.start(configuration);
        System.setProperty("safire.keycloak.base", gateway.base());
    }

    static Keycloak start() throws IOException {
        Path home = Path.of(System.getProperty("safire.keycloak.home"));
        Path realm = Files.createDirectories(home.resolve("data/import")).resolve("smart-realm.json");
        Files.writeString(realm, Realm.json());
        ProcessBuilder builder = new ProcessBuilder(
                        "sh",
                        home.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--db=dev-mem",
                        "--http-host=127.0.0.1",
                        "--http-port=28081",
                        "--import-realm")
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("keycloak.log").toFile());
        builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms128m -Xmx512m");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return new Keycloak(builder.start());
    }

    private String awaitConfiguration() throws IOException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(REALM + "/.well-known/openid-configuration"))
                .timeout(Duration.ofSeconds(10))
                .build();
        long end = System.nanoTime() + LONGEST_START.toNanos();
        try {
            while (process.isAlive() && System.nanoTime() < end) {
                try {
                    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
                    if (response.statusCode() == 200) {
                        return response.body();
                    }
                } catch (IOException notYet) {
                    // asked again below
                }
                TimeUnit.MILLISECONDS.sleep(500);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        stop();
        throw new IOException("Keycloak did not start; see keycloak.log in its folder");
    }

    @Override
    public void close() {
        gateway.close();
        stop();
    }

    private void stop() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
