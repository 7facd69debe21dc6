package io.safire.impl.transport;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The time limit of one request. When it passes, the connection is closed: a timeout for each read never ends a server that
 * sends one byte now and then, be it of the headers, of a TLS record or of a handshake.
 */
final class Deadline {

    private final CompletableFuture<Void> end = new CompletableFuture<>();

    /**
     * Starts the time limit.
     *
     * @param close closes the connection; it can block, and another thread calls it
     */
    Deadline(Duration longest, Runnable close) {
        end.orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS).exceptionally(passed -> {
            // the thread of this timer serves the whole JVM
            Thread closer = new Thread(null, close, "safire-deadline", 0, false);
            closer.setDaemon(true);
            closer.start();
            return null;
        });
    }

    /** A part of a request that reads from the connection. */
    interface Exchange<T> {

        T run() throws IOException;
    }

    /**
     * Runs the exchange.
     *
     * @throws SocketTimeoutException if the time limit passed; a connection closed by it can look like the end of a body
     */
    <T> T run(Exchange<T> exchange) throws IOException {
        try {
            T result = exchange.run();
            if (end()) {
                return result;
            }
        } catch (RuntimeException | IOException failure) {
            if (end()) {
                throw failure;
            }
        } finally {
            end();
        }
        throw new SocketTimeoutException("Read timed out");
    }

    /**
     * Stops the time limit.
     *
     * @return whether it had not passed
     */
    boolean end() {
        return end.complete(null) || !end.isCompletedExceptionally();
    }
}
