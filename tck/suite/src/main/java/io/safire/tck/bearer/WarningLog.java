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
public class WarningLog {

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

    /** Starts to record warnings. */
    @PostConstruct
    void open() {
        LOGGER.addHandler(handler);
    }

    @PreDestroy
    void close() {
        LOGGER.removeHandler(handler);
    }

    /** Returns the warnings about one server that start with the message code. */
    public List<String> warningsAbout(String server, String id) {
        return lines.stream()
                .filter(line -> line.startsWith(id + " " + server + ": "))
                .toList();
    }

    /** Returns the warnings that concern no particular server and start with the message code. */
    public List<String> generalWarnings(String id) {
        return lines.stream().filter(line -> line.startsWith(id + " ")).toList();
    }

    /** Returns all warnings about one server. */
    public List<String> warningsAbout(String server) {
        return lines.stream().filter(line -> line.contains(" " + server + ": ")).toList();
    }

    /**
     * A request observer that starts the recording of warnings. The implementation looks up request observers before it
     * validates its settings, so no warning is missed. On Payara, libraries receive the startup event before the
     * application receives this event.
     */
    @Dependent
    public static class Starter implements RequestObserver {

        /** Calls a method of the log. The container creates the bean behind a client proxy only at the first call. */
        @Inject
        public Starter(WarningLog log) {
            log.warningsAbout("");
        }

        @Override
        public ActiveRequest onStart(String server, SmartRequest request) {
            return outcome -> {};
        }
    }
}
