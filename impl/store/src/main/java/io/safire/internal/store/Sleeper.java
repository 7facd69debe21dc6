package io.safire.internal.store;

/** The delay between two attempts of a thread that refreshes tokens. In tests, the delay ends at once. */
interface Sleeper {

    Sleeper THREAD_SLEEP = milliseconds -> {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    };

    /** Waits. If the thread is interrupted, returns at once and sets the interrupt status. */
    void sleep(long milliseconds);
}
