package io.safire.liberty;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** A watcher of the server log that interrupts the deploying thread when the application fails to start. */
final class DeploymentFailureWatcher {

    private static final String NOT_STARTED_MESSAGE = "CWWKZ0012I: The application %s was not started";
    private static final long POLL_INTERVAL_NANOS = 100_000_000;

    private final Path log;
    private final String message;
    private final int startOffset;
    private final Thread deployer;
    private final Thread watcher;
    private volatile boolean stopped;

    private DeploymentFailureWatcher(Path log, String application, Thread deployer) {
        this.log = log;
        this.message = NOT_STARTED_MESSAGE.formatted(application);
        this.startOffset = content(log).length;
        this.deployer = deployer;
        this.watcher = new Thread(this::watch, "failure-watch");
    }

    static DeploymentFailureWatcher start(Path log, String application, Thread deployer) {
        DeploymentFailureWatcher watch = new DeploymentFailureWatcher(log, application, deployer);
        watch.watcher.setDaemon(true);
        watch.watcher.start();
        return watch;
    }

    void stop() {
        stopped = true;
        try {
            watcher.join();
        } catch (InterruptedException interrupted) {
            // the watcher has interrupted this thread
        }
    }

    private void watch() {
        while (!stopped) {
            if (newContent().contains(message)) {
                deployer.interrupt();
                return;
            }
            LockSupport.parkNanos(POLL_INTERVAL_NANOS);
        }
    }

    private String newContent() {
        byte[] current = content(log);
        return new String(
                current.length < startOffset ? current : Arrays.copyOfRange(current, startOffset, current.length),
                UTF_8);
    }

    private static byte[] content(Path log) {
        try {
            return Files.exists(log) ? Files.readAllBytes(log) : new byte[0];
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
