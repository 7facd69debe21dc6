package io.safire.tck.bearer;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
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

    /** Starts before the implementation checks its settings. */
    void open(@Observes @Priority(1) @Initialized(ApplicationScoped.class) Object event) {
        LOGGER.addHandler(handler);
    }

    void close(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
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
}
