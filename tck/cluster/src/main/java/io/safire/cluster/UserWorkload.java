package io.safire.cluster;

import io.safire.SmartClient;
import io.safire.error.SmartException;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * A workload of calls for many users. For most users, the calls are steady. For the other users, the calls occur in
 * bursts on all nodes at the same time.
 */
final class UserWorkload implements AutoCloseable {

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int THREADS_PER_USER = 2;
    private static final long PAUSE_NANOS = 40_000_000;
    private static final int BURST_USER_INTERVAL = 4;
    private static final long BURST_PERIOD_MILLIS = 8_000;
    private static final long BURST_MILLIS = 1_000;

    private final SmartClient client;
    private final URI patient = URI.create(System.getProperty("safire.ehr.base-url") + "/Patient/pat-1");
    private final UserStatistics statistics = new UserStatistics();
    private final Map<String, String> lastTokens = new ConcurrentHashMap<>();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofMinutes(1)).build();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "user");
        thread.setDaemon(true);
        return thread;
    });

    UserWorkload(SmartClient client) {
        this.client = client;
    }

    void start(String prefix, int count) {
        for (int number = 0; number < count; number++) {
            String subject = prefix + number;
            boolean inBursts = number % BURST_USER_INTERVAL == 0;
            for (int thread = 0; thread < THREADS_PER_USER; thread++) {
                threads.execute(() -> run(subject, inBursts));
            }
        }
    }

    UserStatistics statistics() {
        return statistics;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void run(String subject, boolean inBursts) {
        while (!threads.isShutdown()) {
            if (!inBursts || System.currentTimeMillis() % BURST_PERIOD_MILLIS < BURST_MILLIS) {
                tryCall(subject);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void tryCall(String subject) {
        try {
            call(subject);
        } catch (SmartException failure) {
            // calls that are interrupted at the end are expected to fail
            if (!threads.isShutdown()) {
                statistics.recordFailure(subject, failure);
            }
        } catch (RuntimeException unexpected) {
            statistics.recordUnexpected(subject, unexpected);
        }
    }

    private void call(String subject) {
        Instant calledAt = Instant.now();
        Optional<ManagedTokens> user = client.userTokens().find(subject);
        if (user.isEmpty()) {
            statistics.recordMissingTokens(subject);
            return;
        }
        AccessToken token = user.get().accessToken();
        statistics.recordToken(token.expiresAt(), calledAt);
        if (!token.value().equals(lastTokens.put(subject, token.value()))) {
            readPatient(token);
        }
    }

    private void readPatient(AccessToken token) {
        HttpRequest request = HttpRequest.newBuilder(patient)
                .header("Authorization", "Bearer " + token.value())
                .build();
        try {
            HttpResponse<Void> response = http.send(request, BodyHandlers.discarding());
            switch (response.statusCode()) {
                case OK -> statistics.recordRead();
                case UNAUTHORIZED -> statistics.rejected(hasExpired(response));
                default -> throw new IllegalStateException("unexpected status " + response.statusCode());
            }
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean hasExpired(HttpResponse<Void> unauthorized) {
        return unauthorized.headers().firstValue("WWW-Authenticate").orElse("").contains("expired");
    }
}
