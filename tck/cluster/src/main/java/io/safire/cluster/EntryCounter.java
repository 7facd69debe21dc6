package io.safire.cluster;

import io.safire.spi.TokenStore;
import io.safire.spi.TokenStore.Entry;
import io.safire.spi.TokenStore.StoredEntry;
import io.safire.spi.TokenStore.TokenKey;
import io.safire.store.StoreException;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A counter that increments the numbers in store entries and records the numbers that the store has accepted from this
 * node.
 */
final class EntryCounter implements AutoCloseable {

    private static final long LIFETIME_SECONDS = 3600;
    private static final long MAX_PAUSE_NANOS = 20_000_000;

    private final TokenStore store;
    private final Map<String, Queue<Integer>> writtenNumbers = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "counting");
        thread.setDaemon(true);
        return thread;
    });

    EntryCounter(TokenStore store) {
        this.store = store;
    }

    String start(String subject) {
        Queue<Integer> written = writtenNumbers.computeIfAbsent(subject, any -> new ConcurrentLinkedQueue<>());
        threads.execute(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                increment(new TokenKey(ClusterNode.SERVER, subject), written);
            }
        });
        return "counting";
    }

    /** Returns the numbers that this node wrote, as a JSON array. */
    String writtenNumbers(String subject) {
        JsonArrayBuilder numbers = Json.createArrayBuilder();
        writtenNumbers.getOrDefault(subject, new ConcurrentLinkedQueue<>()).forEach(numbers::add);
        return numbers.build().toString();
    }

    /** Returns the number in the entry, 0 if there is no entry. */
    String currentNumber(String subject) {
        return String.valueOf(store.find(new TokenKey(ClusterNode.SERVER, subject))
                .map(EntryCounter::number)
                .orElse(0));
    }

    String stop() {
        threads.shutdownNow();
        return "stopped";
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void increment(TokenKey key, Queue<Integer> written) {
        try {
            Optional<StoredEntry> current = store.find(key);
            int next = current.map(EntryCounter::number).orElse(0) + 1;
            Entry entry = new Entry(
                    ByteBuffer.allocate(Integer.BYTES).putInt(next).array(),
                    Instant.now().plusSeconds(LIFETIME_SECONDS));
            if (store.save(key, entry, current.map(StoredEntry::version).orElse(0L))) {
                written.add(next);
                // without a pause, the node that holds the entry locally would always be the first to write
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(MAX_PAUSE_NANOS));
            }
        } catch (StoreException unavailable) {
            // the database restarts or the grid forms again, so the outcome of the write is unknown
            Thread.onSpinWait();
        }
    }

    private static int number(StoredEntry stored) {
        return ByteBuffer.wrap(stored.entry().content()).getInt();
    }
}
