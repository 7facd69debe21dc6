package io.safire.liberty;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** A watcher of the server log that interrupts the deploying thread when the application fails to start. */
final class FailureWatch {

    private static final String NOT_STARTED = "CWWKZ0012I: The application %s was not started";
    private static final long PAUSE_NANOS = 100_000_000;

    private final Path log;
    private final String message;
    private final int from;
    private final Thread waiting;
    private final Thread watching;
    private volatile boolean ended;

    private FailureWatch(Path log, String application, Thread waiting) {
        this.log = log;
        this.message = NOT_STARTED.formatted(application);
        this.from = content(log).length;
        this.waiting = waiting;
        this.watching = new Thread(this::watch, "failure-watch");
    }

    static FailureWatch begun(Path log, String application, Thread waiting) {
        FailureWatch watch = new FailureWatch(log, application, waiting);
        watch.watching.setDaemon(true);
        watch.watching.start();
        return watch;
    }

    void end() {
        ended = true;
        try {
            watching.join();
        } catch (InterruptedException failed) {
            // this thread is the interrupted one
        }
    }

    private void watch() {
        while (!ended) {
            if (added().contains(message)) {
                waiting.interrupt();
                return;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private String added() {
        byte[] now = content(log);
        return new String(now.length < from ? now : Arrays.copyOfRange(now, from, now.length), UTF_8);
    }

    private static byte[] content(Path log) {
        try {
            return Files.exists(log) ? Files.readAllBytes(log) : new byte[0];
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
