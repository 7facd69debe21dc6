package io.safire.tck.bearer;

import io.safire.event.SmartRequest;
import io.safire.spi.RequestObserver;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * The warnings that the implementation has logged since the application started. As an observer of requests it exists before
 * settings are checked: on Payara, libraries hear that the application starts before the application itself does.
 */
@Singleton
public class LogLines implements RequestObserver {

    private static final Logger LOGGER = Logger.getLogger("io.safire");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {

        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                lines.add(String.valueOf(entry.getMessage()));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** Starts. */
    public LogLines() {
        LOGGER.addHandler(handler);
    }

    @PreDestroy
    void close() {
        LOGGER.removeHandler(handler);
    }

    @Override
    public Watch begun(String server, SmartRequest request) {
        return outcome -> {};
    }

    /** Returns the warnings about one server that have an id. */
    public List<String> of(String server, String id) {
        return lines.stream()
                .filter(line -> line.startsWith(id + " " + server + ": "))
                .toList();
    }

    /** Returns all warnings about one server. */
    public List<String> of(String server) {
        return lines.stream().filter(line -> line.contains(" " + server + ": ")).toList();
    }
}
