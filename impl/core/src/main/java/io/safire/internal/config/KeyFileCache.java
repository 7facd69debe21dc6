package io.safire.internal.config;

import io.safire.internal.key.KeyContent;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The contents of the files with the keys of a server. Reading a file for each token request would be slow on a network
 * file system. Therefore, a file is examined once per second at most, and is read only if it has changed.
 */
final class KeyFileCache {

    private static final long EXAMINATION_INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanoTime;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    /**
     * @param state the state before the content was read; empty for a resource on the class path, which does not change
     */
    private record Entry(long examinedAt, Optional<FileState> state, KeyContent content) {}

    /**
     * @param nanoTime the clock, such as {@link System#nanoTime}
     */
    KeyFileCache(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * @throws UnreadableResourceException if the location cannot be read
     */
    KeyContent content(String location) {
        long now = nanoTime.getAsLong();
        Entry known = entries.get(location);
        if (known != null && now - known.examinedAt < EXAMINATION_INTERVAL_NANOS) {
            return known.content;
        }
        Optional<FileState> state = ResourceLoader.state(location);
        if (known != null && known.state.equals(state)) {
            entries.put(location, new Entry(now, state, known.content));
            return known.content;
        }
        entries.remove(location);
        KeyContent content = KeyContent.of(ResourceLoader.readBytes(location));
        entries.put(location, new Entry(now, state, content));
        return content;
    }
}
