package io.safire.broken;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Values that a broken implementation reuses, separate for each breakage. */
final class Memory {

    static final Memory FIRST = new Memory();

    private final Map<String, Object> kept = new ConcurrentHashMap<>();

    private Memory() {}

    <T> T computeIfAbsent(String key, Function<String, T> first, Class<T> type) {
        return type.cast(kept.computeIfAbsent(Breakages.active().name() + " " + key, first));
    }
}
