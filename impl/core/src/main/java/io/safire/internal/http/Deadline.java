package io.safire.internal.http;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The time limit of one request. When the time limit expires, the connection is closed. A read timeout alone does not
 * stop a server that slowly sends single bytes of headers, of a TLS record or of a handshake.
 */
final class Deadline {

    private final Duration limit;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    /**
     * @param close the action that closes the connection; it runs on a separate thread, because it can block
     */
    Deadline(Duration limit, Runnable close) {
        this.limit = limit;
        end.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).exceptionally(expired -> {
            // the timer thread of CompletableFuture is shared by the whole JVM and must not block
            Thread closer = new Thread(null, close, "safire-deadline", 0, false);
            closer.setDaemon(true);
            closer.start();
            return null;
        });
    }

    /**
     * @throws DeadlineExceededException if the time limit expired, even if the exchange returned a result. Such a
     *     result can be incomplete, because the closed connection can look like the end of the body
     */
    <T> T run(Callable<T> exchange) throws Exception {
        try {
            T result = exchange.call();
            if (end()) {
                return result;
            }
        } catch (Exception failure) {
            if (end()) {
                throw failure;
            }
        } finally {
            end();
        }
        throw new DeadlineExceededException(limit);
    }

    /**
     * @return true if the time limit was stopped before it expired
     */
    boolean end() {
        return end.complete(null) || !end.isCompletedExceptionally();
    }
}
