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
    private final Queue<AnswerKeeper> held = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean working = new AtomicBoolean();

    /**
     * None yet.
     *
     * @param threads starts something, or says that no thread is free
     */
    HeldAnswers(Predicate<Runnable> threads, Pauses pauses) {
        this.threads = threads;
        this.pauses = pauses;
    }

    void add(AnswerKeeper answer) {
        held.add(answer);
        begin();
    }

    private void begin() {
        if (working.compareAndSet(false, true) && !threads.test(this::work)) {
            working.set(false);
        }
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
            pause = Math.min(pause * 2, LONGEST_PAUSE);
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
        }
        return true;
    }
}
