package io.safire.liberty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** An Open Liberty server without ports, whose features and application the tests change while it runs. */
final class ReconfigurableServer implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMinutes(20);
    private static final long POLL_INTERVAL_NANOS = 100_000_000;
    private static final String READY_CODE = "CWWKF0011I";
    private static final String FEATURES_CHANGED_CODE = "CWWKF0008I";
    /** Message codes for an application that started, was updated, or failed to start or update. */
    private static final List<String> OUTCOME_CODES =
            List.of("CWWKZ0001I", "CWWKZ0003I", "CWWKZ0002E", "CWWKZ0004E", "CWWKZ0012I", "CWWKZ0020I");

    private final Path folder;
    private final Process process;

    private ReconfigurableServer(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /** Starts the server with the servlet feature only. */
    static ReconfigurableServer start(Path target) throws IOException {
        Path users = Files.createTempDirectory(target, "changing");
        Path folder = Files.createDirectories(users.resolve("servers/changing"));
        Files.createDirectories(folder.resolve("apps"));
        Files.writeString(folder.resolve("bootstrap.properties"), "command.port=-1\n");
        Files.writeString(folder.resolve("server.xml"), configuration("servlet-6.0", ""));
        ProcessBuilder builder = new ProcessBuilder(
                        "sh", target.resolve("server/wlp/bin/server").toString(), "run", "changing")
                .redirectErrorStream(true)
                .redirectOutput(users.resolve("console.log").toFile());
        builder.environment().put("WLP_USER_DIR", users.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        ReconfigurableServer server = new ReconfigurableServer(folder, builder.start());
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        server.await(0, log -> log.contains(READY_CODE));
        return server;
    }

    static File[] libraries(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> !file.getFileName().toString().startsWith("assertj"))
                    .map(Path::toFile)
                    .toArray(File[]::new);
        }
    }

    void add(WebArchive application) {
        application
                .as(ZipExporter.class)
                .exportTo(folder.resolve("apps/" + application.getName()).toFile(), true);
    }

    /** Changes the features and the application and returns the log messages until the application has started or failed. */
    String deploy(String application, String features) throws IOException {
        int from = log().length();
        String location = "<webApplication location='" + application + "'/>";
        Files.writeString(folder.resolve("server.xml"), configuration(features, location));
        return await(
                from,
                log -> log.contains(FEATURES_CHANGED_CODE)
                        && OUTCOME_CODES.stream().anyMatch(log::contains));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static String configuration(String features, String application) {
        return Stream.of(features.split(" "))
                .map(feature -> "<feature>" + feature + "</feature>")
                .collect(joining(
                        "",
                        "<server><featureManager>",
                        "</featureManager><httpEndpoint id='defaultHttpEndpoint' httpPort='-1' httpsPort='-1'/>"
                                + application + "</server>"));
    }

    private String await(int from, Predicate<String> complete) throws IOException {
        long start = System.nanoTime();
        String added = "";
        while (process.isAlive() && System.nanoTime() - start < TIMEOUT.toNanos()) {
            added = log().substring(from);
            if (complete.test(added)) {
                return added;
            }
            LockSupport.parkNanos(POLL_INTERVAL_NANOS);
        }
        throw new IllegalStateException("The server did not react. Log: " + added);
    }

    private String log() throws IOException {
        Path messages = folder.resolve("logs/messages.log");
        return Files.exists(messages) ? Files.readString(messages, UTF_8) : "";
    }
}
