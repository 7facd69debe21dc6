package io.safire.tck.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** A runner that starts tasks in several threads at the same time. */
final class ParallelRunner {

    static final int THREADS = 16;

    private ParallelRunner() {}

    /** Runs one task in each thread and returns the results in the order of the threads. An exception fails the test. */
    static <T> List<T> run(IntFunction<Callable<T>> tasks) {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CountDownLatch ready = new CountDownLatch(THREADS);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (int number = 0; number < THREADS; number++) {
                Callable<T> task = tasks.apply(number);
                futures.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return task.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException failure) {
            throw new AssertionError("a thread failed", failure.getCause());
        } catch (InterruptedException interrupted) {
            throw new AssertionError("interrupted", interrupted);
        } finally {
            threads.shutdownNow();
        }
    }

    static long countTrue(List<Boolean> results) {
        return results.stream().filter(result -> result).count();
    }
}
