package io.safire.realproxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The HTTP proxy of the Debian package {@code tinyproxy}, as a child process. It requires Basic authentication. */
final class Tinyproxy implements AutoCloseable {

    static final String USER = "growth-chart";
    static final String PASSWORD = "opens-tinyproxy";

    private static final Path PROGRAM = Path.of("/usr/bin/tinyproxy");
    private static final Duration MAX_START_TIME = Duration.ofMinutes(2);

    private final Process process;
    private final int port;
    private final Path log;

    private Tinyproxy(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** Returns true if the tests need the program: it is installed, or this is the build of a change. */
    static boolean isRequired() {
        return Files.isExecutable(PROGRAM) || "true".equals(System.getenv("CI"));
    }

    /**
     * Starts the proxy.
     *
     * @param connectPort the only port to which the proxy opens tunnels
     */
    static Tinyproxy start(int connectPort) {
        try {
            Path folder = Files.createTempDirectory("tinyproxy");
            Path log = folder.resolve("tinyproxy.log");
            int port = freePort();
            Path configuration = Files.write(
                    folder.resolve("tinyproxy.conf"),
                    List.of(
                            "Port " + port,
                            "Listen 127.0.0.1",
                            "Timeout 300",
                            "MaxClients 50",
                            "LogLevel Connect",
                            "BasicAuth " + USER + " " + PASSWORD,
                            "ConnectPort " + connectPort));
            Process process = new ProcessBuilder(PROGRAM.toString(), "-d", "-c", configuration.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Tinyproxy proxy = new Tinyproxy(process, port, log);
            proxy.awaitReady();
            return proxy;
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    int port() {
        return port;
    }

    /** Returns the lines that the proxy has logged. */
    List<String> log() {
        try {
            return Files.readAllLines(log);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }

    private void awaitReady() throws IOException {
        long end = System.nanoTime() + MAX_START_TIME.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            try {
                new Socket(InetAddress.getByName("127.0.0.1"), port).close();
                return;
            } catch (IOException notYet) {
                pause();
            }
        }
        close();
        throw new IOException("tinyproxy did not start: " + log());
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
