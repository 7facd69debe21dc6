package io.safire.tck.bearer;

import io.safire.event.SmartRequest;
import io.safire.spi.RequestObserver;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The warnings that the implementation has logged since the application started. */
@ApplicationScoped
public class LogLines {

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
    @PostConstruct
    void open() {
        LOGGER.addHandler(handler);
    }

    @PreDestroy
    void close() {
        LOGGER.removeHandler(handler);
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

    /**
     * Starts the log before settings are checked, since the implementation looks for observers of requests then. On Payara,
     * libraries hear that the application starts before the application itself does.
     */
    @Dependent
    public static class Starter implements RequestObserver {

        /** Starts the log. */
        @Inject
        public Starter(LogLines log) {
            log.of("");
        }

        @Override
        public Watch begun(String server, SmartRequest request) {
            return outcome -> {};
        }
    }
}
