package io.safire.doctor;

import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.DiagnosisMode;
import io.safire.diagnosis.DiagnosisOptions;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "watch",
        description = {
            "Repeat the checks until Ctrl-C, and print one line for each server.",
            "The causes are printed when they change."
        })
final class WatchCommand extends DiagnoseCommand implements Callable<Integer> {

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            defaultValue = "1m",
            converter = OptionConverters.OfDuration.class,
            description = "Time between two rounds. Default: 1m.")
    Duration interval = Duration.ofMinutes(1);

    @Option(names = "--count", paramLabel = "N", description = "End after this number of rounds.")
    long count = Long.MAX_VALUE;

    @Option(
            names = "--token",
            description =
                    "Also send up to three token requests and five searches in each round, as the option --token of"
                            + " safire-doctor does.")
    boolean token;

    @Option(names = "--json", description = "Print one line of JSON for each server and round.")
    boolean json;

    /** The last findings by server. */
    private final Map<String, List<Finding>> last = new HashMap<>();

    WatchCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() throws InterruptedException {
        DiagnosisOptions options = checks.toDiagnosisOptions(token ? DiagnosisMode.TOKEN : DiagnosisMode.OUTSIDE);
        for (long round = 1; true; round++) {
            List<Diagnosis> diagnoses = diagnose(options);
            diagnoses.forEach(this::print);
            out().flush();
            if (round >= count) {
                return ExitCode.of(diagnoses, Severity.RISK);
            }
            context().pause().sleep(interval);
        }
    }

    /** Reads the configuration again in each round, because the application may have changed. */
    private List<Diagnosis> diagnose(DiagnosisOptions options) {
        try (OpenApplication opened = application.open(context(), Map.of())) {
            return diagnose(opened, options);
        }
    }

    private void print(Diagnosis diagnosis) {
        List<Finding> findings = diagnosis.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
        List<Finding> before = last.put(diagnosis.server(), findings);
        if (json) {
            out().println(diagnosis.toJson());
            return;
        }
        out().println(terminalReport().styled(line(diagnosis), TerminalReport.color(diagnosis.verdict())));
        if (!findings.equals(before == null ? List.of() : before)) {
            findings.forEach(finding -> out().println("  " + finding));
        }
    }

    private static String line(Diagnosis diagnosis) {
        String verdict =
                diagnosis.isHealthy() ? "healthy" : diagnosis.verdict().name().toLowerCase(Locale.ROOT);
        return diagnosis.time().truncatedTo(ChronoUnit.SECONDS) + "  " + diagnosis.server() + "  " + verdict + "  "
                + diagnosis.duration().toMillis() + " ms";
    }
}
