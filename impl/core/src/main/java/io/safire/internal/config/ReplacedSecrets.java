package io.safire.internal.config;

import io.safire.internal.message.Message;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * The secrets that MicroProfile Config has changed, because it interprets some characters. If a secret is a single
 * expression, the value of the variable is examined instead of the expression.
 */
final class ReplacedSecrets {

    private static final Logger LOG = System.getLogger(ReplacedSecrets.class.getName());

    private ReplacedSecrets() {}

    static void log(Config config, ServerSettings settings, GroupKeys groups) {
        Arrays.stream(Setting.values())
                .filter(setting -> setting.type().isSecret())
                .flatMap(setting -> keys(settings, setting, groups))
                .flatMap(key -> SettingSource.find(config, key).stream())
                .forEach(source -> log(config, settings.name(), source));
    }

    private static Stream<String> keys(ServerSettings settings, Setting setting, GroupKeys groups) {
        return setting.isGroup()
                ? groups.names(settings.prefix(), setting).stream().map(name -> settings.prefix() + setting.key(name))
                : Stream.of(settings.key(setting));
    }

    private static void log(Config config, String server, SettingSource secret) {
        SettingSource text = textOf(config, secret);
        String value = secret.value();
        if (value == null || value.equals(text.rawValue())) {
            return;
        }
        // the administrator has written the backslashes to keep the dollar signs
        boolean escaped = value.equals(text.rawValue().replace("\\$", "$"));
        if (text.rawValue().contains("$")) {
            LOG.log(
                    escaped ? Level.INFO : Level.WARNING,
                    Message.SECRET_REPLACED.format(server, secret.key(), text.source(), secret.key()));
        }
    }

    /** Returns the value of the variable if the secret consists only of an expression. */
    private static SettingSource textOf(Config config, SettingSource secret) {
        List<PropertyExpression> expressions = PropertyExpression.parse(secret.rawValue());
        boolean isReference = expressions.size() == 1
                && expressions.get(0).text().equals(secret.rawValue().strip());
        if (!isReference) {
            return secret;
        }
        PropertyExpression reference = expressions.get(0);
        return SettingSource.find(config, reference.variable())
                .map(variable -> textOf(config, variable))
                .orElseGet(() -> new SettingSource(
                        secret.key(), secret.source(), String.valueOf(reference.defaultValue()), secret.value(), null));
    }
}
