package io.safire.benchmark;

import io.safire.event.SmartRequest;
import io.safire.spi.RequestObserver;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** An observer that counts backend token requests. */
@ApplicationScoped
public class Requests implements RequestObserver {

    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();
    private final Map<Thread, AtomicInteger> senders = new ConcurrentHashMap<>();

    @Override
    public Watch begun(String server, SmartRequest request) {
        if (request != SmartRequest.BACKEND_TOKEN) {
            return outcome -> {};
        }
        senders.computeIfAbsent(Thread.currentThread(), any -> new AtomicInteger())
                .incrementAndGet();
        return outcome -> (outcome == Outcome.DONE ? done : failed).incrementAndGet();
    }

    @Override
    public void repeated(String server) {
        repeated.incrementAndGet();
    }

    /** Returns the number of successful requests. */
    public int done() {
        return done.get();
    }

    /** Returns the number of requests that failed after all retries. */
    public int failed() {
        return failed.get();
    }

    /** Returns the number of retries. */
    public int repetitions() {
        return repeated.get();
    }

    /** Returns the number of requests that the thread sent. */
    public int by(Thread thread) {
        return senders.getOrDefault(thread, new AtomicInteger()).get();
    }
}
