package io.safire.impl.managed;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** An executor that queues tasks until a test runs them. */
final class HeldThreads implements Executor {

    private final Queue<Runnable> work = new ArrayDeque<>();

    @Override
    public synchronized void execute(Runnable task) {
        work.add(task);
    }

    boolean take(Runnable task) {
        execute(task);
        return true;
    }

    synchronized int held() {
        return work.size();
    }

    void release() {
        for (Runnable task = next(); task != null; task = next()) {
            task.run();
        }
    }

    private synchronized Runnable next() {
        return work.poll();
    }
}
