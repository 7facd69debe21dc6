package io.safire.benchmark;

import io.safire.SmartClient;
import io.safire.token.AccessToken;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashSet;
import java.util.Set;

/** A thread that asks for a token all the time, and waits for nothing itself. */
final class TokenCaller extends Thread {

    /** After so many calls others may have the processor. */
    private static final int TURN = 256;

    final Latencies latencies = new Latencies();
    final Set<String> tokens = new HashSet<>();
    int expired;
    long waits;
    long lockWaits;
    int failures;

    private final SmartClient client;
    private final long end;

    TokenCaller(SmartClient client, long end) {
        super("caller");
        this.client = client;
        this.end = end;
    }

    @Override
    public void run() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        ThreadInfo before = threads.getThreadInfo(getId());
        String last = "";
        long lastEnd = 0;
        while (System.nanoTime() < end) {
            for (int call = 0; call < TURN; call++) {
                long asked = System.currentTimeMillis();
                AccessToken token = timed();
                if (token == null) {
                    continue;
                }
                if (!token.value().equals(last)) {
                    last = token.value();
                    lastEnd = token.expiresAt().toEpochMilli();
                    tokens.add(last);
                }
                if (lastEnd <= asked) {
                    expired++;
                }
            }
            Thread.yield();
        }
        ThreadInfo after = threads.getThreadInfo(getId());
        waits = after.getWaitedCount() - before.getWaitedCount();
        lockWaits = after.getBlockedCount() - before.getBlockedCount();
    }

    private AccessToken timed() {
        long start = System.nanoTime();
        try {
            return client.accessToken();
        } catch (RuntimeException failure) {
            failures++;
            return null;
        } finally {
            latencies.add(System.nanoTime() - start);
        }
    }
}
