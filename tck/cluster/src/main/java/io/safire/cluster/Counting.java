package io.safire.cluster;

import io.safire.spi.TokenStore;
import io.safire.spi.TokenStore.Entry;
import io.safire.spi.TokenStore.Stored;
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

/** A counter that increments store entries and records the numbers that the store accepted from this node. */
final class Counting implements AutoCloseable {

    private static final long LIFE = 3600;
    private static final long LONGEST_PAUSE = 20_000_000;

    private final TokenStore store;
    private final Map<String, Queue<Integer>> won = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "counting");
        thread.setDaemon(true);
        return thread;
    });

    Counting(TokenStore store) {
        this.store = store;
    }

    String begin(String subject) {
        Queue<Integer> mine = won.computeIfAbsent(subject, any -> new ConcurrentLinkedQueue<>());
        threads.execute(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                count(new TokenKey(Node.SERVER, subject), mine);
            }
        });
        return "counting";
    }

    /** Returns the numbers that this node wrote, as a JSON array. */
    String won(String subject) {
        JsonArrayBuilder numbers = Json.createArrayBuilder();
        won.getOrDefault(subject, new ConcurrentLinkedQueue<>()).forEach(numbers::add);
        return numbers.build().toString();
    }

    /** Returns the number in the entry, 0 if there is no entry. */
    String last(String subject) {
        return String.valueOf(store.find(new TokenKey(Node.SERVER, subject))
                .map(Counting::number)
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

    private void count(TokenKey key, Queue<Integer> mine) {
        try {
            Optional<Stored> there = store.find(key);
            int next = there.map(Counting::number).orElse(0) + 1;
            Entry entry = new Entry(
                    ByteBuffer.allocate(Integer.BYTES).putInt(next).array(),
                    Instant.now().plusSeconds(LIFE));
            if (store.save(key, entry, there.map(Stored::version).orElse(0L))) {
                mine.add(next);
                // without a pause, the node that holds the entry locally would always be the first to write
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE));
            }
        } catch (StoreException outOfReach) {
            // the database restarts or the grid forms again; the outcome of the write is unknown
            Thread.onSpinWait();
        }
    }

    private static int number(Stored stored) {
        return ByteBuffer.wrap(stored.entry().content()).getInt();
    }
}
