package io.safire.tck.support;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Keeps what the implementation and its library for JWTs log at the finest level while the application runs, in a file that
 * is looked through for secrets when the run is over.
 */
@ApplicationScoped
public class FinestLog {

    /** The setting with the folder; without it nothing is kept. */
    static final String FOLDER = "tck.log";

    private static final List<Logger> LOGGERS = List.of(Logger.getLogger("io.safire"), Logger.getLogger("org.jose4j"));

    private Optional<Handler> handler = Optional.empty();

    /** Makes the bean. */
    public FinestLog() {}

    /**
     * Opens the file.
     *
     * @param event that the application begins
     */
    void open(@Observes @Initialized(ApplicationScoped.class) Object event) {
        Optional<String> folder = ConfigProvider.getConfig().getOptionalValue(FOLDER, String.class);
        handler = folder.map(FinestLog::file);
        handler.ifPresent(kept -> LOGGERS.forEach(logger -> {
            logger.addHandler(kept);
            logger.setLevel(Level.ALL);
        }));
    }

    /**
     * Closes the file.
     *
     * @param event that the application ends
     */
    void close(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
        handler.ifPresent(kept -> {
            LOGGERS.forEach(logger -> {
                logger.removeHandler(kept);
                logger.setLevel(null);
            });
            kept.close();
        });
    }

    private static Handler file(String folder) {
        try {
            Path file = Files.createTempFile(Files.createDirectories(Path.of(folder)), "run", ".log");
            StreamHandler handler = new Flushing(Files.newOutputStream(file));
            handler.setLevel(Level.ALL);
            handler.setEncoding(StandardCharsets.UTF_8.name());
            return handler;
        } catch (IOException unwritable) {
            throw new IllegalStateException(folder + " cannot be written", unwritable);
        }
    }

    /** A server that is stopped by force has written everything. */
    private static final class Flushing extends StreamHandler {
        Flushing(OutputStream out) {
            super(out, new SimpleFormatter());
        }

        @Override
        public synchronized void publish(LogRecord entry) {
            super.publish(entry);
            flush();
        }
    }
}
