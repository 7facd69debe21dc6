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
 * A log file of the implementation and its JWT library at the finest level. After the run, the file is scanned for secrets.
 */
@ApplicationScoped
public class FinestLogFile {

    /** The setting with the directory of the log file. If this setting is missing, no file is written. */
    static final String DIRECTORY_SETTING = "tck.log";

    private static final List<Logger> LOGGERS = List.of(Logger.getLogger("io.safire"), Logger.getLogger("org.jose4j"));

    private Optional<Handler> handler = Optional.empty();

    public FinestLogFile() {}

    /** Opens the file when the application starts. */
    void open(@Observes @Initialized(ApplicationScoped.class) Object event) {
        Optional<String> folder = ConfigProvider.getConfig().getOptionalValue(DIRECTORY_SETTING, String.class);
        handler = folder.map(FinestLogFile::openHandler);
        handler.ifPresent(openHandler -> LOGGERS.forEach(logger -> {
            logger.addHandler(openHandler);
            logger.setLevel(Level.ALL);
        }));
    }

    /** Closes the file when the application stops. */
    void close(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
        handler.ifPresent(openHandler -> {
            LOGGERS.forEach(logger -> {
                logger.removeHandler(openHandler);
                logger.setLevel(null);
            });
            openHandler.close();
        });
    }

    private static Handler openHandler(String folder) {
        try {
            Path file = Files.createTempFile(Files.createDirectories(Path.of(folder)), "run", ".log");
            StreamHandler handler = new FlushingHandler(Files.newOutputStream(file));
            handler.setLevel(Level.ALL);
            handler.setEncoding(StandardCharsets.UTF_8.name());
            return handler;
        } catch (IOException unwritable) {
            throw new IllegalStateException(folder + " is not writable", unwritable);
        }
    }

    /** A handler that flushes each record, so that the file is complete even if the server is killed. */
    private static final class FlushingHandler extends StreamHandler {
        FlushingHandler(OutputStream out) {
            super(out, new SimpleFormatter());
        }

        @Override
        public synchronized void publish(LogRecord entry) {
            super.publish(entry);
            flush();
        }
    }
}
