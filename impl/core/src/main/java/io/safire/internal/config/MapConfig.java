package io.safire.internal.config;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/**
 * A configuration whose values are texts in a map. Expressions in values are not expanded.
 *
 * @param source the description of the source of the values
 * @param common the supplier of the configuration that contains the keys for all servers; null if no such configuration exists
 */
record MapConfig(
        Map<String, String> values, String source, @Nullable Supplier<Config> common) implements Config {

    MapConfig {
        values = Map.copyOf(values);
    }

    MapConfig(Map<String, String> values) {
        this(values, "the application", null);
    }

    @Override
    public <T> T getValue(String key, Class<T> type) {
        return getOptionalValue(key, type).orElseThrow(() -> new NoSuchElementException(key));
    }

    @Override
    public <T> Optional<T> getOptionalValue(String key, Class<T> type) {
        return Optional.ofNullable(getConfigValue(key).getValue()).map(type::cast);
    }

    @Override
    public ConfigValue getConfigValue(String key) {
        return common != null && key.startsWith(ConfigKey.ROOT)
                ? common.get().getConfigValue(key)
                : new MapValue(key, source, values.get(key));
    }

    @Override
    public Iterable<String> getPropertyNames() {
        return values.keySet();
    }

    @Override
    public Iterable<ConfigSource> getConfigSources() {
        return List.of();
    }

    @Override
    public <T> Optional<Converter<T>> getConverter(Class<T> type) {
        return Optional.empty();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return type.cast(this);
    }

    /** Omits the values, because they may be secret. */
    @Override
    public String toString() {
        return "MapConfig" + values.keySet();
    }

    /** A value without expressions, so that the raw value equals the value. */
    private record MapValue(
            String getName, String getSourceName, @Nullable String getValue) implements ConfigValue {

        @Override
        public @Nullable String getRawValue() {
            return getValue == null ? null : getValue.replace("${", "\\${");
        }

        @Override
        public int getSourceOrdinal() {
            return 0;
        }

        @Override
        public String toString() {
            return getName;
        }
    }
}
