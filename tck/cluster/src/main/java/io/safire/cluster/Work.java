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

/** A workload of calls for many users: steady for most of them, for the others in bursts that happen on all nodes at the same time. */
final class Work implements AutoCloseable {

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int THREADS_FOR_EACH = 2;
    private static final long PAUSE = 40_000_000;
    private static final int SELDOM = 4;
    private static final long PERIOD = 8_000;
    private static final long BURST = 1_000;

    private final SmartClient client;
    private final URI patient = URI.create(System.getProperty("safire.ehr.base-url") + "/Patient/pat-1");
    private final Tally tally = new Tally();
    private final Map<String, String> used = new ConcurrentHashMap<>();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofMinutes(1)).build();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "user");
        thread.setDaemon(true);
        return thread;
    });

    Work(SmartClient client) {
        this.client = client;
    }

    void begin(String prefix, int count) {
        for (int number = 0; number < count; number++) {
            String subject = prefix + number;
            boolean seldom = number % SELDOM == 0;
            for (int thread = 0; thread < THREADS_FOR_EACH; thread++) {
                threads.execute(() -> go(subject, seldom));
            }
        }
    }

    Tally tally() {
        return tally;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void go(String subject, boolean seldom) {
        while (!threads.isShutdown()) {
            if (!seldom || System.currentTimeMillis() % PERIOD < BURST) {
                attempt(subject);
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    private void attempt(String subject) {
        try {
            call(subject);
        } catch (SmartException failure) {
            // calls that are interrupted at the end are expected to fail
            if (!threads.isShutdown()) {
                tally.failed(subject, failure);
            }
        } catch (RuntimeException unexpected) {
            tally.broken(subject, unexpected);
        }
    }

    private void call(String subject) {
        Instant asked = Instant.now();
        Optional<ManagedTokens> kept = client.userTokens().find(subject);
        if (kept.isEmpty()) {
            tally.vanished(subject);
            return;
        }
        AccessToken token = kept.get().accessToken();
        tally.handedOut(token.expiresAt(), asked);
        if (!token.value().equals(used.put(subject, token.value()))) {
            read(token);
        }
    }

    private void read(AccessToken token) {
        HttpRequest request = HttpRequest.newBuilder(patient)
                .header("Authorization", "Bearer " + token.value())
                .build();
        try {
            HttpResponse<Void> response = http.send(request, BodyHandlers.discarding());
            switch (response.statusCode()) {
                case OK -> tally.read();
                case UNAUTHORIZED -> tally.refused(hasExpired(response));
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
