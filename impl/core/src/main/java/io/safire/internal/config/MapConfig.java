package io.safire.internal.config;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/** A configuration whose values are texts in a map. Expressions in values are not expanded. */
record MapConfig(Map<String, String> values) implements Config {

    MapConfig {
        values = Map.copyOf(values);
    }

    @Override
    public <T> T getValue(String key, Class<T> type) {
        return getOptionalValue(key, type).orElseThrow(() -> new NoSuchElementException(key));
    }

    @Override
    public <T> Optional<T> getOptionalValue(String key, Class<T> type) {
        return Optional.ofNullable(values.get(key)).map(type::cast);
    }

    @Override
    public ConfigValue getConfigValue(String key) {
        return new MapValue(key, values.get(key));
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
    private record MapValue(String getName, @Nullable String getValue) implements ConfigValue {

        @Override
        public @Nullable String getRawValue() {
            return getValue == null ? null : getValue.replace("${", "\\${");
        }

        @Override
        public String getSourceName() {
            return "the application";
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
