package io.safire.impl.managed;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * Answers that a store did not take: tried again until it does, since their users may be sent to another node, which knows
 * nothing of them. One thread for all, for as long as there are any.
 */
final class HeldAnswers {

    private static final long FIRST_PAUSE = 1_000;
    private static final long LONGEST_PAUSE = 8_000;

    private final Predicate<Runnable> threads;
    private final Pauses pauses;
    private final Timer timer;
    private final Queue<AnswerKeeper> held = new ConcurrentLinkedQueue<>();
    /** From when a thread is asked for until it ends. */
    private final AtomicBoolean working = new AtomicBoolean();

    private volatile boolean ended;

    /**
     * None yet.
     *
     * @param threads starts something, or says that no thread is free
     * @param timer asks for a thread again, in no thread of these
     */
    HeldAnswers(Predicate<Runnable> threads, Pauses pauses, Timer timer) {
        this.threads = threads;
        this.pauses = pauses;
        this.timer = timer;
    }

    /** The application ends: no thread is asked for any more. */
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

    /** Where no thread is free, one is asked for again by the clock: nobody may call for these users in the meantime. */
    private void start(long pause) {
        if (ended || threads.test(this::work)) {
            return;
        }
        try {
            timer.later(() -> start(longer(pause)), pause);
        } catch (OutOfMemoryError noThread) {
            // not even for the clock: the next answer that is held tries again
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
            // added while this one was ending
            begin();
        }
    }

    /** Whether all are stored; not if the application ends before. */
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
