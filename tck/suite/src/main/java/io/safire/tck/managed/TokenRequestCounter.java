package io.safire.tck.managed;

import io.safire.event.SmartRequest;
import io.safire.spi.RequestObserver;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A request observer that counts client credentials requests. */
@ApplicationScoped
public class TokenRequestCounter implements RequestObserver {

    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();

    @Override
    public ActiveRequest onStart(String server, SmartRequest request) {
        if (request != SmartRequest.CLIENT_CREDENTIALS) {
            return outcome -> {};
        }
        count(thread(Thread.currentThread())).incrementAndGet();
        count(started(server)).incrementAndGet();
        return outcome -> count(outcome == RequestOutcome.DONE ? done(server) : failed(server))
                .incrementAndGet();
    }

    @Override
    public void onRetry(String server) {
        count(again(server)).incrementAndGet();
    }

    /** Resets the counts of a server. */
    public void reset(String server) {
        counts.remove(done(server));
        counts.remove(failed(server));
        counts.remove(again(server));
        counts.remove(started(server));
    }

    /** Returns the number of successful token requests. */
    public int succeeded(String server) {
        return count(done(server)).get();
    }

    /** Returns the number of failed attempts, including those that were retried. */
    public int failedAttempts(String server) {
        return count(failed(server)).get() + count(again(server)).get();
    }

    /** Returns whether a token request is in flight. */
    public boolean isInFlight(String server) {
        return count(started(server)).get()
                > count(done(server)).get() + count(failed(server)).get();
    }

    /** Returns the number of token requests that the thread has sent itself. */
    public int sentBy(Thread thread) {
        return count(thread(thread)).get();
    }

    private AtomicInteger count(String what) {
        return counts.computeIfAbsent(what, any -> new AtomicInteger());
    }

    private static String done(String server) {
        return "done " + server;
    }

    private static String failed(String server) {
        return "failed " + server;
    }

    private static String again(String server) {
        return "again " + server;
    }

    private static String started(String server) {
        return "started " + server;
    }

    private static String thread(Thread thread) {
        return "thread " + thread.getId();
    }
}
