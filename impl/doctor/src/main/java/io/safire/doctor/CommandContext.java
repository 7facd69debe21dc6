package io.safire.doctor;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * The process in which the command runs.
 *
 * @param directory the current directory
 * @param isTerminal true if a user reads the output
 * @param pause the function that waits between two rounds of {@code watch}
 */
record CommandContext(Path directory, Map<String, String> environment, Clock clock, boolean isTerminal, Pause pause) {

    @FunctionalInterface
    interface Pause {

        /**
         * @throws InterruptedException if the user stops the command
         */
        void sleep(Duration duration) throws InterruptedException;
    }

    static CommandContext ofProcess() {
        return new CommandContext(
                Path.of(""),
                System.getenv(),
                Clock.systemUTC(),
                System.console() != null,
                duration -> Thread.sleep(duration.toMillis()));
    }

    CommandContext withClock(Clock newClock) {
        return new CommandContext(directory, environment, newClock, isTerminal, pause);
    }
}
