package io.safire.internal.http;

/**
 * The number of requests in progress. After {@link #close}, the connections are released when the last request ends.
 */
final class InFlightRequests {

    private final Runnable releaseConnections;
    private int count;
    private boolean closed;

    InFlightRequests(Runnable releaseConnections) {
        this.releaseConnections = releaseConnections;
    }

    /**
     * @return false if no further request is allowed
     */
    synchronized boolean begin() {
        if (!closed) {
            count++;
        }
        return !closed;
    }

    void end() {
        if (isLast()) {
            releaseConnections.run();
        }
    }

    void close() {
        if (isFirstClose()) {
            releaseConnections.run();
        }
    }

    private synchronized boolean isLast() {
        count--;
        return closed && count == 0;
    }

    private synchronized boolean isFirstClose() {
        boolean isFirst = !closed;
        closed = true;
        return isFirst && count == 0;
    }
}
