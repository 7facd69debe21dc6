package io.safire.example.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A child process that runs Open Liberty with the clinician application. */
final class LibertyServer implements AutoCloseable {

    private static final Duration MAX_START_TIME = Duration.ofMinutes(20);
    private static final String APPLICATION_AVAILABLE = "CWWKT0016I";
    private static final String SERVER_READY = "CWWKF0011I";
    private static final List<String> APPLICATION_FAILED = List.of("CWWKZ0002E", "CWWKZ0004E");

    private final Process process;
    private final Path log;

    private LibertyServer(Process process, Path log) {
        this.process = process;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /**
     * Starts the server.
     *
     * @param secure true if the server uses https, with a self-signed certificate that the server generates
     * @param settings the environment variables for the server and the application
     */
    static LibertyServer start(Path target, boolean secure, Map<String, String> settings) throws IOException {
        Path users = Files.createTempDirectory(Files.createDirectories(target.resolve("usr")), "liberty");
        Path server =
                Files.createDirectories(users.resolve("servers/clinician/apps")).getParent();
        Path sources = target.resolveSibling("src/main/liberty");
        Files.copy(sources.resolve("server.xml"), server.resolve("server.xml"));
        if (secure) {
            Path further = Files.createDirectories(server.resolve("configDropins/defaults"));
            Files.copy(sources.resolve("https.xml"), further.resolve("https.xml"));
        }
        String war = "safire-example-clinician.war";
        Files.copy(
                target.resolve("application").resolve(war),
                server.resolve("apps").resolve(war));
        Path log = users.resolve("liberty.log");
        // --clean: Liberty detects a changed JAR by its date, which is constant in reproducible builds
        ProcessBuilder builder = new ProcessBuilder(
                        "sh", target.resolve("server/wlp/bin/server").toString(), "run", "clinician", "--clean")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("WLP_USER_DIR", users.toAbsolutePath().toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(settings);
        return new LibertyServer(builder.start(), log);
    }

    /**
     * Waits until the log reports that the server and the application are ready. This method reads the log instead of
     * sending requests, because clients do not trust the generated certificate.
     */
    void await(String address) throws IOException, InterruptedException {
        long end = System.nanoTime() + MAX_START_TIME.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            List<String> lines = Files.readAllLines(log);
            boolean available =
                    lines.stream().anyMatch(line -> line.contains(APPLICATION_AVAILABLE) && line.contains(address));
            // the port opens after the application has started
            if (available && lines.stream().anyMatch(line -> line.contains(SERVER_READY))) {
                return;
            }
            if (lines.stream().anyMatch(line -> APPLICATION_FAILED.stream().anyMatch(line::contains))) {
                break;
            }
            TimeUnit.MILLISECONDS.sleep(300);
        }
        close();
        throw new IOException("The application did not start. See " + log);
    }

    Path log() {
        return log;
    }

    void await() throws InterruptedException {
        process.waitFor();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
