package io.safire.internal.text;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that evicts its least recently used entry when it exceeds its maximum size. The map is not thread-safe. */
public final class LruMap<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int maxSize;

    public LruMap(int maxSize) {
        super(16, 0.75F, true);
        this.maxSize = maxSize;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > maxSize;
    }
}
