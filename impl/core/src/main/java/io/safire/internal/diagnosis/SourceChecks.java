package io.safire.internal.diagnosis;

import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import java.util.Arrays;
import java.util.List;

/** A check of the configuration sources. */
final class SourceChecks {

    private SourceChecks() {}

    static List<Check> all() {
        return List.of(Check.ofConfiguration(
                "SD-C02",
                Step.CONFIGURATION,
                "Is each setting defined in only one configuration source?",
                SourceChecks::overridden));
    }

    private static List<Finding> overridden(Evidence evidence) {
        ServerSettings settings = evidence.settings();
        return Arrays.stream(Setting.values())
                .filter(setting -> settings.secrets().sources(setting).size() > 1)
                .map(setting -> finding(settings, setting))
                .toList();
    }

    private static Finding finding(ServerSettings settings, Setting setting) {
        List<String> sources = settings.secrets().sources(setting);
        return Message.SETTING_OVERRIDDEN.finding(
                settings.key(setting), sources.get(0), String.join(", ", sources.subList(1, sources.size())));
    }
}
