package io.safire.doctor;

import io.safire.diagnosis.CheckResult;
import io.safire.diagnosis.DiagnosisMode;
import io.safire.diagnosis.DiagnosisOptions;
import io.safire.internal.client.ConfiguredClients;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select and limit the checks. */
final class CheckOptions {

    /**
     * The check of the clock. The option {@code --at} skips this check, because the given time differs from the clock
     * of the server.
     */
    private static final String CLOCK_CHECK = "SD-N06";

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "ID",
            description = "Run only these checks, such as SD-J04, or groups, such as SD-J.")
    List<String> only = List.of();

    @Option(names = "--skip", split = ",", paramLabel = "ID", description = "Do not run these checks or groups.")
    List<String> skip = List.of();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = OptionConverters.OfDuration.class,
            description = "Time limit of the checks of one server, such as 30s. Default: 10s.")
    Duration timeout = Duration.ofSeconds(10);

    @Option(
            names = "--at",
            paramLabel = "TIME",
            converter = OptionConverters.OfTime.class,
            description = "Check as if it were this time, such as 2027-01-31.")
    @Nullable
    Instant at;

    /** Applies the option {@code --at}. */
    CommandContext at(CommandContext context) {
        if (at == null) {
            return context;
        }
        Clock clock = context.clock();
        return context.withClock(Clock.offset(clock, Duration.between(clock.instant(), at)));
    }

    /**
     * @throws DoctorException if an id selects no check
     */
    DiagnosisOptions toDiagnosisOptions(DiagnosisMode mode) {
        Stream.concat(only.stream(), skip.stream()).forEach(CheckOptions::requireKnown);
        Set<String> skipped = new HashSet<>(skip);
        if (at != null) {
            skipped.add(CLOCK_CHECK);
        }
        return DiagnosisOptions.defaults()
                .withMode(mode)
                .withTimeout(timeout)
                .withOnly(Set.copyOf(only))
                .withSkip(skipped);
    }

    private static void requireKnown(String id) {
        Stream<String> known = Stream.concat(
                Stream.of(ConfiguredApplication.CONFIGURATION_CHECK),
                ConfiguredClients.checksNotRun("").stream().map(CheckResult::id));
        if (known.noneMatch(check -> check.startsWith(id))) {
            throw new DoctorException(DoctorMessage.UNKNOWN_ID, id);
        }
    }
}
