package io.safire.internal.cache;

/** The delay between two attempts of a refresh thread. Tests replace this interface. */
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
