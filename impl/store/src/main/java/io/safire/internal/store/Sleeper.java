package io.safire.internal.store;

/**
 * The delay between two attempts of a thread that refreshes tokens. Tests replace this interface with a delay that ends
 * at once.
 */
interface Sleeper {

    Sleeper THREAD_SLEEP = milliseconds -> {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    };

    /** Sleeps. Returns at once, with the interrupt status set, if the thread is interrupted. */
    void sleep(long milliseconds);
}
