package io.safire.internal.cache;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The threads that refresh tokens, for all servers of an application. The pool creates threads on demand, has at most
 * 16 threads, and shuts down with the application. The pool has no queue, so that an unresponsive server cannot delay
 * the tasks of the other servers.
 */
public final class RefreshThreads implements AutoCloseable {

    private static final int MAX_THREADS = 16;
    private static final int MAX_THREADS_PER_SERVER = 4;
    private static final int IDLE_SECONDS = 30;
    private static final int SHUTDOWN_TIMEOUT_SECONDS = 5;

    private final Executor executor;
    /**
     * Completes the {@code CompletionStage} objects that callers have received. This executor is separate from the
     * threads for refreshes, so that dependent stages cannot delay a refresh.
     */
    private final Executor completions;

    private final DelayedExecutor timer;
    private volatile boolean closed;

    /**
     * Uses threads that the runtime does not manage.
     *
     * @param loader the class loader of the application; some runtimes use it to select the application's configuration
     */
    public RefreshThreads(@Nullable ClassLoader loader) {
        // threads inherit no thread locals, because the data of a request must not outlive the request
        this(RefreshThreads::unmanagedThread, loader);
    }

    /** Uses threads of the runtime. */
    public RefreshThreads(ThreadFactory factory, @Nullable ClassLoader loader) {
        this(createPool(factory, loader), completions(factory, loader), DelayedExecutor.COMPLETABLE_FUTURE);
    }

    RefreshThreads(Executor executor) {
        this(executor, executor, DelayedExecutor.COMPLETABLE_FUTURE);
    }

    public RefreshThreads(Executor executor, Executor completions, DelayedExecutor timer) {
        this.executor = executor;
        this.timer = timer;
        this.completions = completions;
    }

    private static Executor createPool(ThreadFactory factory, @Nullable ClassLoader loader) {
        return new ThreadPoolExecutor(
                0,
                MAX_THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                named("safire-refresh-", factory, loader));
    }

    private static Thread unmanagedThread(Runnable work) {
        return new Thread(null, work, "safire-refresh", 0, false);
    }

    private static Executor completions(ThreadFactory factory, @Nullable ClassLoader loader) {
        // a queued completion that never receives a thread would leave its stage incomplete forever
        ThreadFactory reliable = work -> {
            Thread managed = factory.newThread(work);
            return managed == null ? unmanagedThread(work) : managed;
        };
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                MAX_THREADS_PER_SERVER,
                MAX_THREADS_PER_SERVER,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                named("safire-async-", reliable, loader));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory named(String prefix, ThreadFactory factory, @Nullable ClassLoader loader) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = factory.newThread(work);
            if (thread == null) {
                // a runtime may refuse a thread by returning null (Jakarta Concurrency); the pool then rejects the task
                return null;
            }
            thread.setName(prefix + number.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            return thread;
        };
    }

    /** Returns the threads for one server, of which at most four are in use at the same time. */
    public ServerThreads forServer() {
        return new ServerThreads(executor, new Semaphore(MAX_THREADS_PER_SERVER), completions, timer);
    }

    /** Returns an executor that all servers share, and that runs at most one task at a time. */
    public ServerThreads single() {
        return new ServerThreads(executor, new Semaphore(1), completions, timer);
    }

    public DelayedExecutor timer() {
        return timer;
    }

    public boolean isClosed() {
        return closed;
    }

    /** Does not wait for running tasks. */
    public void shutdown() {
        closed = true;
        Stream.of(completions, executor)
                .filter(ExecutorService.class::isInstance)
                .map(ExecutorService.class::cast)
                .forEach(ExecutorService::shutdown);
    }

    /**
     * Waits up to 5 seconds for running refreshes, because a response that is being received may contain the only valid
     * refresh token.
     */
    @Override
    public void close() {
        shutdown();
        if (!(executor instanceof ExecutorService service)) {
            return;
        }
        try {
            if (!service.awaitTermination(SHUTDOWN_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                service.shutdownNow();
            }
        } catch (InterruptedException stopped) {
            service.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    public record ServerThreads(Executor executor, Semaphore permits, Executor completions, DelayedExecutor timer) {

        /** Returns false if no thread is free. */
        public boolean tryStart(Runnable task) {
            if (!permits.tryAcquire()) {
                return false;
            }
            try {
                executor.execute(() -> {
                    try {
                        task.run();
                    } finally {
                        permits.release();
                    }
                });
                return true;
            } catch (RejectedExecutionException | IllegalStateException | OutOfMemoryError noThread) {
                // the pool is full or shut down, the runtime stops the application, or no thread can be created
                permits.release();
                return false;
            }
        }
    }
}
