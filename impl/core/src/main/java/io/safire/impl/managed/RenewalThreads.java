package io.safire.impl.managed;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads that renew tokens, for all servers of an application. They are few, come when they are needed, and end with
 * the application. Nothing waits in a queue: a server that does not answer would delay the others.
 */
public final class RenewalThreads implements AutoCloseable {

    private static final int MOST = 16;
    private static final int MOST_OF_A_SERVER = 4;
    private static final int IDLE_SECONDS = 30;
    private static final int SECONDS_TO_END = 5;

    private final Executor executor;
    private final HeldAnswers held;

    /**
     * Threads of their own.
     *
     * @param loader the class loader of the application, by which a runtime knows whose configuration is meant
     */
    public RenewalThreads(@Nullable ClassLoader loader) {
        // what a request keeps in its thread must not live on in this one
        this(work -> new Thread(null, work, "safire-renewal", 0, false), loader);
    }

    /** Threads that a runtime makes. */
    public RenewalThreads(ThreadFactory factory, @Nullable ClassLoader loader) {
        this(pool(factory, loader));
    }

    RenewalThreads(Executor executor) {
        this.executor = executor;
        this.held = new HeldAnswers(new Share(executor, new Semaphore(1))::start, Pauses.SLEEPING, Timer.OF_THE_JDK);
    }

    private static Executor pool(ThreadFactory factory, @Nullable ClassLoader loader) {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(0, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            Thread thread = factory.newThread(work);
            if (thread == null) {
                // a runtime may refuse one (Jakarta Concurrency), which the pool takes for being full
                return null;
            }
            thread.setName("safire-renewal-" + number.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            return thread;
        });
    }

    /** What the store did not take, of all servers. */
    HeldAnswers held() {
        return held;
    }

    /** The threads that one server may use. */
    Share share() {
        return new Share(executor, new Semaphore(MOST_OF_A_SERVER));
    }

    /** An answer that is on its way may hold the only refresh token: it has some seconds to come. */
    @Override
    public void close() {
        held.end();
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

    /** The part of the threads that one server may use. */
    record Share(Executor executor, Semaphore free) {

        /** Starts something, unless no thread is free. */
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
                // full, ended, of an application that the runtime has ended, or beyond the limit of the machine
                free.release();
                return false;
            }
        }
    }
}
