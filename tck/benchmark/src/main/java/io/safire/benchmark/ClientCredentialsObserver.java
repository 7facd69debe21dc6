package io.safire.benchmark;

import io.safire.event.SmartRequest;
import io.safire.spi.RequestObserver;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** An observer that counts client credentials requests. */
@ApplicationScoped
public class ClientCredentialsObserver implements RequestObserver {

    private final AtomicInteger successes = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();
    private final Map<Thread, AtomicInteger> requestsByThread = new ConcurrentHashMap<>();

    @Override
    public ActiveRequest onStart(String server, SmartRequest request) {
        if (request != SmartRequest.CLIENT_CREDENTIALS) {
            return outcome -> {};
        }
        requestsByThread
                .computeIfAbsent(Thread.currentThread(), any -> new AtomicInteger())
                .incrementAndGet();
        return outcome -> (outcome == RequestOutcome.DONE ? successes : failures).incrementAndGet();
    }

    @Override
    public void onRetry(String server) {
        repeated.incrementAndGet();
    }

    /** Returns the number of successful requests. */
    public int successes() {
        return successes.get();
    }

    /** Returns the number of requests that failed after all retries. */
    public int failures() {
        return failures.get();
    }

    /** Returns the number of retries. */
    public int retries() {
        return repeated.get();
    }

    /** Returns the number of requests that the thread sent. */
    public int sentBy(Thread thread) {
        return requestsByThread.getOrDefault(thread, new AtomicInteger()).get();
    }
}
