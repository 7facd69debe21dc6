package io.safire.sandbox;

import io.safire.sandbox.control.BulkPlan;
import io.safire.sandbox.control.BulkVersion;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A parsed command line. The options form groups: each application and each backend service is one group. */
final class CommandLine {

    private final Map<OptionSection, List<Map<Option, String>>> groups = new EnumMap<>(OptionSection.class);

    private CommandLine() {}

    static CommandLine parse(String... words) {
        CommandLine parsed = new CommandLine();
        Argument.parse(words).forEach(parsed::add);
        if (!parsed.has(Option.HELP)) {
            parsed.groups(OptionSection.APPLICATION).forEach(CommandLine::checkApplication);
            parsed.groups(OptionSection.BACKEND).forEach(CommandLine::checkBackend);
            parsed.groups(OptionSection.KEY).forEach(CommandLine::checkKey);
        }
        return parsed;
    }

    List<Map<Option, String>> groups(OptionSection section) {
        return groups.getOrDefault(section, List.of());
    }

    boolean has(Option option) {
        return value(option).isPresent();
    }

    /** Returns the value of an option in a section that has only one group. */
    Optional<String> value(Option option) {
        return groups(option.section()).stream()
                .flatMap(group -> Optional.ofNullable(group.get(option)).stream())
                .findFirst();
    }

    int number(Option option) {
        return Integer.parseInt(value(option).orElse(option.defaultValue()));
    }

    /** Returns the plan of bulk data exports. */
    BulkPlan bulkPlan() {
        BulkVersion version =
                switch (value(Option.BULK_VERSION).orElse(Option.BULK_VERSION.defaultValue())) {
                    case "2.0" -> BulkVersion.STU2;
                    case "3.0" -> BulkVersion.STU3;
                    default -> BulkVersion.STU4_BALLOT;
                };
        return BulkPlan.version(version)
                .patients(number(Option.BULK_PATIENTS))
                .observationsPerPatient(number(Option.BULK_OBSERVATIONS));
    }

    private void add(Argument argument) {
        Option option = argument.option();
        List<Map<Option, String>> sectionGroups =
                groups.computeIfAbsent(option.section(), section -> new ArrayList<>());
        Optional<Option> opener = option.section().opener();
        if (sectionGroups.isEmpty() || opener.filter(option::equals).isPresent()) {
            sectionGroups.add(new EnumMap<>(Option.class));
        }
        if (sectionGroups.get(sectionGroups.size() - 1).put(option, argument.value()) != null) {
            throw new UsageException(option + " is set twice. "
                    + opener.map(first -> "Start another group with: " + first.example())
                            .orElse("Remove one."));
        }
    }

    private static void checkApplication(Map<Option, String> group) {
        requireTogether(group, Option.APP, Option.LAUNCH_URL);
        requireTogether(group, Option.LAUNCH_URL, Option.APP);
        requireTogether(group, Option.CLIENT, Option.REDIRECT_URI);
        requireTogether(group, Option.REDIRECT_URI, Option.CLIENT);
        requireTogether(group, Option.CLIENT_SECRET, Option.CLIENT);
        requireTogether(group, Option.CLIENT_JWKS, Option.CLIENT);
        if (group.containsKey(Option.CLIENT_SECRET) && group.containsKey(Option.CLIENT_JWKS)) {
            throw new UsageException(
                    "A client authenticates with either --client-secret or --client-jwks. Remove one.");
        }
    }

    private static void checkBackend(Map<Option, String> group) {
        requireTogether(group, Option.BACKEND_CLIENT, Option.BACKEND_JWKS);
        requireTogether(group, Option.BACKEND_JWKS, Option.BACKEND_CLIENT);
    }

    private static void checkKey(Map<Option, String> group) {
        requireTogether(group, Option.ALGORITHM, Option.NEW_KEY);
        requireTogether(group, Option.KID, Option.NEW_KEY);
    }

    private static void requireTogether(Map<Option, String> group, Option option, Option required) {
        if (group.containsKey(option) && !group.containsKey(required)) {
            throw new UsageException(option + " requires " + required + ". Example: " + required.example());
        }
    }
}
