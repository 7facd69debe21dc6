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
        count(threadKey(Thread.currentThread())).incrementAndGet();
        count(startKey(server)).incrementAndGet();
        return outcome -> count(outcome == RequestOutcome.DONE ? doneKey(server) : failedKey(server))
                .incrementAndGet();
    }

    @Override
    public void onRetry(String server) {
        count(retryKey(server)).incrementAndGet();
    }

    /** Resets the counts of a server. */
    public void reset(String server) {
        counts.remove(doneKey(server));
        counts.remove(failedKey(server));
        counts.remove(retryKey(server));
        counts.remove(startKey(server));
    }

    /** Returns the number of successful token requests. */
    public int succeeded(String server) {
        return count(doneKey(server)).get();
    }

    /** Returns the number of failed attempts, including those that were retried. */
    public int failedAttempts(String server) {
        return count(failedKey(server)).get() + count(retryKey(server)).get();
    }

    /** Returns whether a token request is in flight. */
    public boolean isInFlight(String server) {
        return count(startKey(server)).get()
                > count(doneKey(server)).get() + count(failedKey(server)).get();
    }

    /** Returns the number of token requests that the thread has sent itself. */
    public int sentBy(Thread thread) {
        return count(threadKey(thread)).get();
    }

    private AtomicInteger count(String key) {
        return counts.computeIfAbsent(key, any -> new AtomicInteger());
    }

    private static String doneKey(String server) {
        return "done " + server;
    }

    private static String failedKey(String server) {
        return "failed " + server;
    }

    private static String retryKey(String server) {
        return "retry " + server;
    }

    private static String startKey(String server) {
        return "started " + server;
    }

    private static String threadKey(Thread thread) {
        return "thread " + thread.getId();
    }
}
