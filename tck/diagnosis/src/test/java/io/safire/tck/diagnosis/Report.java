package io.safire.tck.diagnosis;

import io.safire.diagnosis.Finding;
import java.util.List;
import java.util.stream.Collectors;

/** A report of the cases that miss a goal, with the texts that users read, for the developers of checks. */
final class Report {

    private final StringBuilder text = new StringBuilder();

    private Report() {}

    static String of(Results results) {
        Report report = new Report();
        results.faults().stream()
                .filter(result -> result.error() != Verdict.FIRST || result.diagnosis() != Verdict.FIRST)
                .forEach(report::add);
        results.pairs().stream().filter(result -> !result.namesBoth()).forEach(report::add);
        results.healthy().stream()
                .filter(result ->
                        !result.accusations().isEmpty() || result.observation().failure() != null)
                .forEach(report::add);
        report.line("%d single faults; the error names %d %% first; misses of the diagnosis: %s"
                .formatted(results.faults().size(), results.errorPercent(), String.join(", ", results.misses())));
        return report.text.toString();
    }

    private void add(Results.FaultResult result) {
        Fault fault = result.fault();
        line("%s %s [%s, %s] error=%s diagnosis=%s"
                .formatted(
                        fault.id(),
                        fault.title(),
                        fault.flow().label(),
                        fault.evidence(),
                        result.error(),
                        result.diagnosis()));
        line("   wanted " + fault.cause());
        observation(result.observation());
    }

    private void add(Results.PairResult result) {
        line("%s [%s] %s %s"
                .formatted(
                        result.id(),
                        result.pair().flow().label(),
                        result.verdict(result.first()),
                        result.verdict(result.second())));
        line("   wanted " + result.first().cause() + " and " + result.second().cause());
        observation(result.observation());
    }

    private void add(Results.HealthyResult result) {
        line(result.healthy().id() + " " + result.healthy().title() + " accused");
        observation(result.observation());
    }

    private void observation(Observation observation) {
        line("   message " + observation.message());
        line(list("E", observation.findings()));
        line(list("D", observation.ranked()));
    }

    private static String list(String label, List<Finding> findings) {
        return findings.stream()
                .map(finding -> "   %s %s/%s/%s key=%s %s"
                        .formatted(
                                label,
                                finding.severity(),
                                finding.confidence(),
                                finding.step(),
                                finding.configurationKey().orElse(""),
                                finding))
                .collect(Collectors.joining("\n"));
    }

    private void line(String line) {
        if (!line.isEmpty()) {
            text.append(line).append('\n');
        }
    }
}
