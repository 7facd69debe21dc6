package io.safire.tck.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The lines that a logger logs until this object is closed. */
public final class RecordedLog extends Handler implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;

    /**
     * Starts the recording.
     *
     * @param name the name of the logger
     * @param level the level of the logger during the recording
     */
    public RecordedLog(String name, Level level) {
        logger = Logger.getLogger(name);
        logger.setLevel(level);
        setLevel(Level.ALL);
        logger.addHandler(this);
    }

    /** Returns the recorded lines. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord entry) {
        lines.add(String.valueOf(entry.getMessage()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(null);
    }
}
