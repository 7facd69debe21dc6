package io.safire.internal.config;

import io.safire.diagnosis.Failure;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.internal.message.Message;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * A validator of the configuration keys, which runs when the application starts. Without the validator, a misspelled
 * setting would be ignored.
 */
record ConfigKeyValidator(Config config, ServerNames names, EnvironmentVariables environment) {

    private static final Logger LOG = System.getLogger(ConfigKeyValidator.class.getName());
    private static final String FAIL = "fail";
    private static final String WARN = "warn";

    /** Returns the errors that stop the deployment, and logs all other errors. */
    List<ConfigurationException> validate(Map<Setting, String> withoutModule) {
        List<ConfigurationException> failures = new ArrayList<>();
        boolean warn = isWarnMode(failures);
        validateList(failures);
        for (String name : names.reserved()) {
            String key = ApplicationSetting.SERVERS.key();
            failures.add(failure(
                    Message.RESERVED_NAME.formatWithoutServer(name, key), ApplicationSetting.SERVERS, name, List.of()));
        }
        UnknownVariables variables = new UnknownVariables(names, environment);
        List<String> unknown = new UnknownKeys(names, withoutModule).find(config.getPropertyNames(), environment);
        unknown.addAll(variables.find());
        if (!unknown.isEmpty()) {
            report(Message.UNKNOWN_KEYS.formatWithoutServer(String.join(", ", unknown)), warn, failures);
        }
        variables
                .unlistedBaseUrls()
                .forEach(variable -> LOG.log(
                        Level.WARNING, Message.UNLISTED_SERVER.formatWithoutServer(variable, suggestedName(variable))));
        return failures;
    }

    private boolean isWarnMode(List<ConfigurationException> failures) {
        Optional<String> value = text(ApplicationSetting.UNKNOWN_KEYS, failures);
        List<String> valid = List.of(FAIL, WARN);
        value.filter(text -> !valid.contains(text))
                .ifPresent(text -> failures.add(invalid(ApplicationSetting.UNKNOWN_KEYS, text, valid)));
        return value.filter(WARN::equals).isPresent();
    }

    /** A list without names, such as a single comma, would be ignored silently. */
    private void validateList(List<ConfigurationException> failures) {
        text(ApplicationSetting.SERVERS, failures)
                .filter(text -> !names.isListSet())
                .ifPresent(text -> failures.add(
                        invalid(ApplicationSetting.SERVERS, text, List.of("comma-separated names of servers"))));
    }

    private static void report(Failure problem, boolean warn, List<ConfigurationException> failures) {
        if (warn) {
            LOG.log(Level.WARNING, problem);
        } else {
            failures.add(new ConfigurationException(problem, Violations.missing(List.of())));
        }
    }

    private Optional<String> text(ApplicationSetting setting, List<ConfigurationException> failures) {
        Optional<SettingSource> found = SettingSource.find(config, setting.key());
        found.filter(source -> !source.isResolved())
                .map(source -> source.unresolvedFailure(null, setting.attribute()))
                .map(failure -> new ConfigurationException(failure, Violations.missing(List.of(setting.attribute()))))
                .ifPresent(failures::add);
        return found.flatMap(SettingSource::text).map(String::strip);
    }

    private static ConfigurationException invalid(ApplicationSetting setting, String value, List<String> valid) {
        Failure problem = Message.INVALID.formatWithoutServer(
                setting.attribute(), value, String.join(", ", valid), setting.key());
        return failure(problem, setting, value, valid);
    }

    private static ConfigurationException failure(
            Failure problem, ApplicationSetting setting, @Nullable String value, List<String> valid) {
        return new ConfigurationException(problem, Violations.invalid(setting.attribute(), value, valid));
    }

    /** The exact name is unknown, because the name of the variable does not show capital letters, dashes and dots. */
    private static String suggestedName(String baseUrl) {
        String form = EnvironmentVariables.variableName(Setting.BASE_URL.key());
        String name = baseUrl.substring(EnvironmentVariables.ROOT.length() - 1, baseUrl.length() - form.length() - 1);
        return name.isEmpty()
                ? ConfiguredServers.DEFAULT
                : name.substring(1).toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
