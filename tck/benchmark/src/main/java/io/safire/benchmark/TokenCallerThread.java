package io.safire.benchmark;

import io.safire.SmartClient;
import io.safire.token.AccessToken;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** A thread that requests a token about 100,000 times per second, with pauses that leave the processor to other threads. */
final class TokenCallerThread extends Thread {

    private static final int CALLS_PER_BATCH = 64;
    private static final long PAUSE_NANOS = 500_000;
    /** Longest duration of a call that cannot have waited for a request. */
    private static final long MAX_QUICK_CALL_NANOS = 1_000_000;

    final LatencyHistogram latencies = new LatencyHistogram();
    final Set<String> tokens = new HashSet<>();
    int expired;
    long waits;
    /** Number of waits while the last token was still valid for at least a third of its lifetime. */
    int needlessWaits;

    long lockWaits;
    int failures;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final SmartClient client;
    private final long end;
    private final long minValidityMillis;
    private String lastToken = "";
    private long lastExpiry;
    private long waitsSoFar;

    /**
     * Creates the thread.
     *
     * @param end end of the calls by {@link System#nanoTime}
     * @param lifetimeMillis lifetime of tokens in milliseconds
     */
    TokenCallerThread(SmartClient client, long end, long lifetimeMillis) {
        super("caller");
        this.client = client;
        this.end = end;
        this.minValidityMillis = lifetimeMillis / 3;
    }

    @Override
    public void run() {
        while (System.nanoTime() < end) {
            ThreadInfo before = threads.getThreadInfo(getId());
            waitsSoFar = before.getWaitedCount();
            for (int call = 0; call < CALLS_PER_BATCH; call++) {
                call();
            }
            ThreadInfo after = threads.getThreadInfo(getId());
            waits += after.getWaitedCount() - before.getWaitedCount();
            lockWaits += after.getBlockedCount() - before.getBlockedCount();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void call() {
        long calledAt = System.currentTimeMillis();
        AccessToken token = timedCall();
        if (token == null) {
            return;
        }
        if (!token.value().equals(lastToken)) {
            lastToken = token.value();
            lastExpiry = token.expiresAt().toEpochMilli();
            tokens.add(lastToken);
        }
        if (lastExpiry <= calledAt) {
            expired++;
        }
    }

    private AccessToken timedCall() {
        long start = System.nanoTime();
        try {
            return client.accessToken();
        } catch (RuntimeException failure) {
            failures++;
            return null;
        } finally {
            long time = System.nanoTime() - start;
            latencies.add(time);
            if (time > MAX_QUICK_CALL_NANOS) {
                recordSlowCall();
            }
        }
    }

    /**
     * Counts a slow call as a needless wait if the thread waited while its token was valid. The method ignores a call
     * during which the thread only lost the processor.
     */
    private void recordSlowCall() {
        long now = threads.getThreadInfo(getId()).getWaitedCount();
        if (now > waitsSoFar && lastExpiry > System.currentTimeMillis() + minValidityMillis) {
            needlessWaits++;
        }
        waitsSoFar = now;
    }
}
