package io.safire.impl.managed;

/** The delay between two attempts of a refresh thread; tests replace it. */
interface Pauses {

    Pauses SLEEPING = milliseconds -> {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    };

    /** Sleeps. Returns at once, with the interrupt status set, if the thread is interrupted. */
    void pause(long milliseconds);
}
