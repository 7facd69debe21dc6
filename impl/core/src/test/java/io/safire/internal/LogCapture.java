package io.safire.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A capture of everything that a logger logs, on all levels. Closing it restores the logger. */
public final class LogCapture implements AutoCloseable {

    private final Logger logger;
    private final @Nullable Level previousLevel;
    private final CapturingHandler handler = new CapturingHandler();

    /**
     * Starts the capture.
     *
     * @param name the name of the logger
     */
    public LogCapture(String name) {
        logger = Logger.getLogger(name);
        previousLevel = logger.getLevel();
        logger.setLevel(Level.ALL);
        logger.addHandler(handler);
    }

    /** Returns the messages, each prefixed with its level, such as {@code WARNING SAFIRE-0310 epic: }. */
    public List<String> lines() {
        return List.copyOf(handler.lines);
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setLevel(previousLevel);
    }

    private static final class CapturingHandler extends Handler {

        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getLevel() + " " + line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
