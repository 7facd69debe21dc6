package io.safire.broken;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Values that a broken implementation reuses. Each {@code Breakage} has its own values. */
final class ReusedValues {

    static final ReusedValues INSTANCE = new ReusedValues();

    private final Map<String, Object> values = new ConcurrentHashMap<>();

    private ReusedValues() {}

    <T> T computeIfAbsent(String key, Function<String, T> loader, Class<T> type) {
        return type.cast(values.computeIfAbsent(Breakages.active().name() + " " + key, loader));
    }
}
