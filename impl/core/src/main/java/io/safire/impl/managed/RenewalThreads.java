package io.safire.impl.managed;

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
import org.jspecify.annotations.Nullable;

/**
 * The threads that refresh tokens, for all servers of an application. The pool creates them on demand, has at most 16 threads, and
 * shuts down with the application. It has no queue, because an unresponsive server would delay the tasks of the others.
 */
public final class RenewalThreads implements AutoCloseable {

    private static final int MOST = 16;
    private static final int MOST_OF_A_SERVER = 4;
    private static final int IDLE_SECONDS = 30;
    private static final int SECONDS_TO_END = 5;

    private final Executor executor;
    /** Completes stages of callers, apart from refreshes, so that their dependents cannot delay a refresh. */
    private final Executor completions;

    private final Timer timer;
    private final HeldAnswers held;

    /**
     * Creates a pool with threads of its own.
     *
     * @param loader the class loader of the application, by which a runtime selects the application's configuration
     */
    public RenewalThreads(@Nullable ClassLoader loader) {
        // no inheritable thread locals: data of the request that starts the thread must not outlive it
        this(work -> new Thread(null, work, "safire-refresh", 0, false), loader);
    }

    /** Creates a pool with threads of the runtime. */
    public RenewalThreads(ThreadFactory factory, @Nullable ClassLoader loader) {
        this(pool(factory, loader), completions(factory, loader), Timer.OF_THE_JDK);
    }

    RenewalThreads(Executor executor) {
        this(executor, executor, Timer.OF_THE_JDK);
    }

    RenewalThreads(Executor executor, Executor completions, Timer timer) {
        this.executor = executor;
        this.timer = timer;
        this.completions = completions;
        this.held = new HeldAnswers(new Share(executor, new Semaphore(1), completions, timer)::start, Pauses.SLEEPING, timer);
    }

    private static Executor pool(ThreadFactory factory, @Nullable ClassLoader loader) {
        return new ThreadPoolExecutor(
                0,
                MOST,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                named("safire-refresh-", factory, loader));
    }

    private static Executor completions(ThreadFactory factory, @Nullable ClassLoader loader) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                MOST_OF_A_SERVER,
                MOST_OF_A_SERVER,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                named("safire-async-", factory, loader));
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

    /** Returns the pending store writes of all servers. */
    HeldAnswers held() {
        return held;
    }

    /** Returns a view that limits one server to four threads. */
    Share share() {
        return new Share(executor, new Semaphore(MOST_OF_A_SERVER), completions, timer);
    }

    /** Waits up to 5 seconds for running refreshes, because a response in transit may contain the only valid refresh token. */
    @Override
    public void close() {
        held.end();
        if (completions instanceof ExecutorService service) {
            service.shutdown();
        }
        if (!(executor instanceof ExecutorService service)) {
            return;
        }
        service.shutdown();
        try {
            if (!service.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
                service.shutdownNow();
            }
        } catch (InterruptedException stopped) {
            service.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** The threads that one server may use. */
    record Share(Executor executor, Semaphore free, Executor completions, Timer timer) {

        /** Starts a task, and returns false if no thread is free. */
        boolean start(Runnable work) {
            if (!free.tryAcquire()) {
                return false;
            }
            try {
                executor.execute(() -> {
                    try {
                        work.run();
                    } finally {
                        free.release();
                    }
                });
                return true;
            } catch (RejectedExecutionException | IllegalStateException | OutOfMemoryError noThread) {
                // the pool is full or shut down, the runtime has stopped the application, or the machine is out of threads
                free.release();
                return false;
            }
        }
    }
}
