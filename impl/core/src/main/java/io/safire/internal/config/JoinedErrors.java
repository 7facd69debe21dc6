package io.safire.internal.config;

import io.safire.diagnosis.Failure;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Configuration errors that are reported together, so that an administrator sees all of them at once. */
public final class JoinedErrors {

    private JoinedErrors() {}

    /** Does nothing if there are no failures. */
    public static void throwAll(List<ConfigurationException> failures) {
        if (failures.size() == 1) {
            throw failures.get(0);
        }
        if (!failures.isEmpty()) {
            Failure joined =
                    join(failures.stream().map(ConfigurationException::failure).toList(), System.lineSeparator());
            throw new ConfigurationException(joined, violations(failures));
        }
    }

    /**
     * The joined failure has the code of the first failure, and no server if the failures concern different servers.
     */
    static Failure join(List<Failure> failures, String separator) {
        Failure first = failures.get(0);
        boolean sameServer = failures.stream().allMatch(failure -> Objects.equals(failure.server(), first.server()));
        String message = failures.stream().map(Failure::message).collect(Collectors.joining(separator));
        return new Failure(
                first.code(),
                sameServer ? first.server() : null,
                sameServer
                        ? message.substring(message.indexOf(first.text()))
                        : message.substring(first.code().length()),
                failures.stream()
                        .flatMap(failure -> failure.findings().stream())
                        .toList());
    }

    private static Violations violations(List<ConfigurationException> failures) {
        ConfigurationException invalid = failures.stream()
                .filter(failure -> failure.invalidAttribute().isPresent())
                .findFirst()
                .orElse(failures.get(0));
        return new Violations(
                attributes(failures, ConfigurationException::missingAttributes),
                invalid.invalidAttribute().orElse(null),
                invalid.invalidValue().orElse(null),
                invalid.validValues(),
                attributes(failures, ConfigurationException::invalidUriAttributes),
                attributes(failures, ConfigurationException::nonHttpsUriAttributes));
    }

    private static List<String> attributes(
            List<ConfigurationException> failures, Function<ConfigurationException, List<String>> kind) {
        return failures.stream()
                .flatMap(failure -> kind.apply(failure).stream())
                .toList();
    }
}
