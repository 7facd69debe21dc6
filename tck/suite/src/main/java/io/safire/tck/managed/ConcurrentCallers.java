package io.safire.tck.managed;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

/** Concurrent calls from many threads that start at the same moment. */
public final class ConcurrentCallers {

    /**
     * The number of consecutive checks that must find all callers waiting. A single check is not sufficient, because a
     * caller can also wait briefly for a lock.
     */
    private static final int STEADY_CHECKS = 10;

    private final List<FutureTask<Object>> tasks = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger called = new AtomicInteger();

    private ConcurrentCallers() {}

    /**
     * Makes the calls and waits for all results.
     *
     * @param callers the number of threads
     * @return the result of each call, or the exception that the call threw
     */
    public static List<Object> call(int callers, Callable<?> call) {
        return startAll(callers, call).results();
    }

    /**
     * Starts the calls without waiting for their results.
     *
     * @param callers the number of threads
     */
    public static ConcurrentCallers startAll(int callers, Callable<?> call) {
        ConcurrentCallers started = new ConcurrentCallers();
        CountDownLatch ready = new CountDownLatch(callers);
        CountDownLatch go = new CountDownLatch(1);
        for (int number = 0; number < callers; number++) {
            started.start(() -> {
                ready.countDown();
                go.await();
                started.called.incrementAndGet();
                return call.call();
            });
        }
        try {
            ready.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        go.countDown();
        return started;
    }

    /** Returns the number of completed calls. */
    public int completedCount() {
        return (int) tasks.stream().filter(FutureTask::isDone).count();
    }

    /**
     * Waits until all callers are waiting. One caller may be reading from a socket, and the JVM does not report such a
     * caller as waiting.
     */
    public void awaitAllWaiting() {
        AtomicInteger steady = new AtomicInteger();
        Polling.until(() -> (areAllWaiting() ? steady.incrementAndGet() : reset(steady)) >= STEADY_CHECKS);
    }

    /** Waits for all calls and returns the result of each call, or the exception that the call threw. */
    public List<Object> results() {
        List<Object> results = new ArrayList<>();
        for (FutureTask<Object> task : tasks) {
            results.add(result(task));
        }
        return results;
    }

    private void start(Callable<Object> call) {
        FutureTask<Object> task = new FutureTask<>(call);
        Thread caller = new Thread(task, "herd-" + tasks.size());
        caller.setDaemon(true);
        tasks.add(task);
        threads.add(caller);
        caller.start();
    }

    private boolean areAllWaiting() {
        return called.get() == threads.size()
                && threads.stream()
                                .filter(thread -> thread.getState() == Thread.State.RUNNABLE)
                                .count()
                        <= 1;
    }

    private static int reset(AtomicInteger count) {
        count.set(0);
        return 0;
    }

    private static Object result(FutureTask<Object> task) {
        try {
            return task.get();
        } catch (ExecutionException thrown) {
            return thrown.getCause();
        } catch (InterruptedException ended) {
            throw new IllegalStateException(ended);
        }
    }
}
