package io.safire.impl.managed;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * A queue of token responses that could not be written to the store. A single background thread retries the writes until they
 * succeed, because the load balancer may send the users to another node, which only sees the store.
 */
final class HeldAnswers {

    private static final long FIRST_PAUSE = 1_000;
    private static final long LONGEST_PAUSE = 8_000;

    private final Predicate<Runnable> threads;
    private final Pauses pauses;
    private final Timer timer;
    private final Queue<AnswerKeeper> held = new ConcurrentLinkedQueue<>();
    /** Set from the request for a thread until that thread ends. */
    private final AtomicBoolean working = new AtomicBoolean();

    private volatile boolean ended;

    /**
     * Creates an empty queue.
     *
     * @param threads starts a task, or returns false if no thread is free
     * @param timer schedules the next request for a thread; it uses none of these threads
     */
    HeldAnswers(Predicate<Runnable> threads, Pauses pauses, Timer timer) {
        this.threads = threads;
        this.pauses = pauses;
        this.timer = timer;
    }

    /** Stops requesting threads, because the application ends. */
    void end() {
        ended = true;
    }

    void add(AnswerKeeper answer) {
        held.add(answer);
        begin();
    }

    private void begin() {
        if (working.compareAndSet(false, true)) {
            start(FIRST_PAUSE);
        }
    }

    /** Starts the worker. If no thread is free, schedules the next attempt, because no further call may come for these users. */
    private void start(long pause) {
        if (ended || threads.test(this::work)) {
            return;
        }
        try {
            timer.later(() -> start(longer(pause)), pause);
        } catch (OutOfMemoryError noThread) {
            // the scheduler got no thread either: the next response that is queued tries again
            working.set(false);
        }
    }

    private static long longer(long pause) {
        return Math.min(pause * 2, LONGEST_PAUSE);
    }

    private void work() {
        boolean done = false;
        try {
            done = stored();
        } finally {
            working.set(false);
        }
        if (done && !held.isEmpty()) {
            // a response was queued while this worker was ending
            begin();
        }
    }

    /** Writes until the queue is empty, and returns false if the thread was interrupted before that. */
    private boolean stored() {
        long pause = FIRST_PAUSE;
        for (AnswerKeeper next = held.poll(); next != null; next = held.poll()) {
            if (next.isSettled()) {
                pause = FIRST_PAUSE;
                continue;
            }
            held.add(next);
            pauses.pause(pause);
            pause = longer(pause);
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
        }
        return true;
    }
}
