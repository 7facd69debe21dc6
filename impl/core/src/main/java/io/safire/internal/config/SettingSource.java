package io.safire.internal.config;

import io.safire.diagnosis.Failure;
import io.safire.internal.message.Message;
import io.safire.internal.text.SettingText;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * The value of a configuration key, and its origin.
 *
 * @param source the name of the configuration source
 * @param rawValue the value in the configuration source, before MicroProfile Config expands <code>${…}</code>
 * @param value the expanded value; null if it cannot be expanded
 * @param unsetVariable the variable without a value that an expression requires; null if there is no such variable
 */
public record SettingSource(
        String key,
        String source,
        String rawValue,
        @Nullable String value,
        @Nullable String unsetVariable) {

    private static final String UNKNOWN = "unknown";

    /**
     * Returns the value and its origin; empty if no configuration source contains the key. If a variable has no value,
     * the result is present, because the caller must report the error.
     */
    static Optional<SettingSource> find(Config config, String key) {
        try {
            ConfigValue found = config.getConfigValue(key);
            String rawValue = found.getRawValue();
            if (rawValue == null) {
                return Optional.empty();
            }
            String value = found.getValue();
            String unset = PropertyExpression.findUnset(config, rawValue, value).orElse(null);
            String source = found.getSourceName();
            return Optional.of(new SettingSource(
                    key, source == null ? UNKNOWN : source, rawValue, unset == null ? value : null, unset));
        } catch (IllegalArgumentException | NoSuchElementException notExpandable) {
            return Optional.of(findNotExpandable(config, key));
        }
    }

    /** The runtime refuses to expand the value, for example because an expression contains itself. */
    private static SettingSource findNotExpandable(Config config, String key) {
        for (ConfigSource source : config.getConfigSources()) {
            String rawValue = source.getValue(key);
            if (rawValue != null) {
                String variable = PropertyExpression.parse(rawValue).stream()
                        .map(PropertyExpression::variable)
                        .findFirst()
                        .orElse(UNKNOWN);
                return new SettingSource(key, source.getName(), rawValue, null, variable);
            }
        }
        return new SettingSource(key, UNKNOWN, "", null, UNKNOWN);
    }

    boolean isResolved() {
        return unsetVariable == null;
    }

    /**
     * Returns true if the value consists only of the expression that cannot be expanded. The message may show such an
     * expression, because it is not a part of a secret.
     */
    boolean isReference() {
        return rawValue.strip().equals(expression());
    }

    /**
     * @param server the name of the server; null for a setting of the application
     * @param attribute the name of the setting in errors
     */
    Failure unresolvedFailure(@Nullable String server, String attribute) {
        return Message.UNRESOLVED_EXPRESSION.format(
                server, attribute, key, source, expression(), String.valueOf(unsetVariable), key);
    }

    private String expression() {
        return "${" + unsetVariable + "}";
    }

    /** Returns the expanded value without line breaks at the end; empty if the value is blank or cannot be expanded. */
    public Optional<String> text() {
        return Optional.ofNullable(value).map(SettingText::clean).filter(text -> !text.isBlank());
    }

    /** Omits the raw value and the expanded value, because both may be secret. */
    @Override
    public String toString() {
        return "SettingSource[key=" + key + ", source=" + source + ", unsetVariable=" + unsetVariable + "]";
    }
}
