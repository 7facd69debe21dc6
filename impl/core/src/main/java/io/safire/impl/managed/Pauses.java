package io.safire.impl.managed;

/** How a thread of a renewal waits for something in a store. */
interface Pauses {

    Pauses SLEEPING = milliseconds -> {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    };

    /** Waits, or returns at once in a thread that was interrupted. */
    void pause(long milliseconds);
}
