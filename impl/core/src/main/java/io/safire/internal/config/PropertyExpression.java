package io.safire.internal.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * A property expression <code>${variable:default}</code> in a value.
 *
 * @param text the complete expression
 * @param variable the configuration key or environment variable
 * @param defaultValue the text after the colon; null if there is no colon
 * @see <a href="https://download.eclipse.org/microprofile/microprofile-config-3.1/microprofile-config-spec-3.1.html#property-expressions">
 *     MicroProfile Config 3.1, property expressions</a>
 */
record PropertyExpression(
        String text, String variable, @Nullable String defaultValue) {

    private static final String START = "${";

    /** Ignores expressions that a backslash escapes. */
    static List<PropertyExpression> parse(String rawValue) {
        List<PropertyExpression> expressions = new ArrayList<>();
        int end;
        for (int start = rawValue.indexOf(START); start >= 0; start = rawValue.indexOf(START, end)) {
            boolean escaped = start > 0 && rawValue.charAt(start - 1) == '\\';
            end = escaped ? start + START.length() : endOf(rawValue, start);
            if (!escaped) {
                expressions.add(of(rawValue.substring(start, end)));
            }
        }
        return expressions;
    }

    /**
     * Returns the first variable in the value that is not set and has no default. Depending on the runtime, the
     * expanded value is then missing or incomplete, or the lookup fails.
     *
     * @param value the expanded value, in which unexpanded expressions remain
     */
    static Optional<String> findUnset(Config config, String rawValue, @Nullable String value) {
        return parse(rawValue).stream()
                .filter(expression -> value == null || !value.contains(expression.text))
                .map(expression -> expression.findUnset(config))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> findUnset(Config config) {
        if (text.contains("::")) {
            return Optional.empty(); // a SecretKeysHandler of SmallRye Config decrypts the text after the colons
        }
        Optional<String> unsetPart = findUnset(config, variable, null);
        if (unsetPart.isPresent()) {
            return unsetPart;
        }
        String name = expand(config, variable);
        Optional<SettingSource> found = SettingSource.find(config, name);
        if (found.isPresent()) {
            return Optional.ofNullable(found.get().unsetVariable());
        }
        return defaultValue == null ? Optional.of(name) : findUnset(config, defaultValue, null);
    }

    private static String expand(Config config, String name) {
        String expanded = name;
        for (PropertyExpression inner : parse(name)) {
            String value = SettingSource.find(config, inner.variable)
                    .map(SettingSource::value)
                    .orElse(inner.defaultValue == null ? "" : inner.defaultValue);
            expanded = expanded.replace(inner.text, value);
        }
        return expanded;
    }

    private static PropertyExpression of(String text) {
        String content = text.substring(START.length(), text.length() - (text.endsWith("}") ? 1 : 0));
        int colon = indexOf(':', content, 0);
        return colon < 0
                ? new PropertyExpression(text, content, null)
                : new PropertyExpression(text, content.substring(0, colon), content.substring(colon + 1));
    }

    /** Returns the index after the closing brace, or the length of the value if there is no brace. */
    private static int endOf(String value, int start) {
        int brace = indexOf('}', value, start + START.length());
        return brace < 0 ? value.length() : brace + 1;
    }

    /** Returns the index of a character outside of nested expressions; -1 if there is no such character. */
    private static int indexOf(char wanted, String text, int from) {
        int depth = 0;
        for (int index = from; index < text.length(); index++) {
            char current = text.charAt(index);
            if (current == wanted && depth == 0) {
                return index;
            }
            depth += text.startsWith(START, index) ? 1 : current == '}' ? -1 : 0;
        }
        return -1;
    }

    @Override
    public String toString() {
        return "PropertyExpression[variable=" + variable + "]";
    }
}
