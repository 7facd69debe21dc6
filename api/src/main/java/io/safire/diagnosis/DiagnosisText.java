package io.safire.diagnosis;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A writer of diagnoses as text. The verdict and the proven causes come first, then other possible causes, and then the
 * number of checks for each step.
 */
final class DiagnosisText {

    private static final int LABEL_WIDTH = 11;

    private final StringBuilder text = new StringBuilder();

    private DiagnosisText() {}

    static String of(Diagnosis diagnosis) {
        DiagnosisText writer = new DiagnosisText();
        writer.line(diagnosis.server() + ": " + verdict(diagnosis));
        RankedFindings ranked = RankedFindings.of(diagnosis);
        ranked.causes().forEach(finding -> writer.add(diagnosis, finding));
        writer.addSection("Also possible:", diagnosis, ranked.possible());
        writer.addSection("No action is needed:", diagnosis, ranked.notes());
        writer.addChecks(diagnosis);
        return writer.text.toString();
    }

    /** Returns the text of a finding. The first line is not indented. */
    static String of(Finding finding) {
        DiagnosisText writer = new DiagnosisText();
        writer.add(finding, finding.id());
        return writer.text.toString().strip() + "\n";
    }

    static String verdict(Diagnosis diagnosis) {
        if (diagnosis.isHealthy()) {
            return "healthy";
        }
        List<Finding> worst = diagnosis.findings().stream()
                .filter(finding -> finding.severity() == diagnosis.verdict())
                .toList();
        String causes = worst.size() == 1 ? "1 cause" : worst.size() + " causes";
        return name(diagnosis.verdict()) + " (" + causes + ", "
                + name(worst.get(0).confidence()) + ")";
    }

    /** Returns {@code FHIR} or {@code token}, for example. */
    static String name(Enum<?> constant) {
        return constant == Step.FHIR ? "FHIR" : constant.name().toLowerCase(Locale.ROOT);
    }

    private void addSection(String title, Diagnosis diagnosis, List<Finding> findings) {
        if (!findings.isEmpty()) {
            line("");
            line("  " + title);
            findings.forEach(finding -> add(diagnosis, finding));
        }
    }

    private void add(Diagnosis diagnosis, Finding finding) {
        String check = diagnosis.checks().stream()
                .filter(result -> result.findings().contains(finding))
                .map(result -> result.id() + ", ")
                .findFirst()
                .orElse("");
        line("");
        add(finding, check + finding.id());
    }

    private void add(Finding finding, String explained) {
        line("  " + finding.observed());
        finding.expected().ifPresent(expected -> labeled("expected", expected));
        finding.section().ifPresent(section -> labeled("source", section));
        finding.action().ifPresent(action -> labeled("action", action));
        finding.configurationKey().ifPresent(key -> labeled("setting", key));
        ticket(finding).ifPresent(request -> labeled("ticket", request));
        labeled(
                "rank",
                name(finding.severity()) + ", " + certainty(finding.confidence()) + ", " + name(finding.step()));
        labeled("explain", explained);
    }

    /** Returns the text for a ticket to the administrator of the server; empty if no action is needed. */
    static Optional<String> ticket(Finding finding) {
        return finding.administratorRequest().filter(request -> finding.severity() != Severity.INFO);
    }

    private static String certainty(Confidence confidence) {
        return switch (confidence) {
            case PROVEN -> name(confidence);
            case LIKELY -> "likely (the usual explanation)";
            case POSSIBLE -> "possible (one of several explanations)";
        };
    }

    private void addChecks(Diagnosis diagnosis) {
        line("");
        line("  " + String.join("   ", steps(diagnosis)));
        Map<String, String> notRun = diagnosis.checks().stream()
                .filter(check -> check.notRunReason().isPresent())
                .collect(groupingBy(
                        check -> check.notRunReason().orElseThrow(),
                        LinkedHashMap::new,
                        mapping(CheckResult::id, joining(" "))));
        notRun.forEach((reason, ids) -> line("  Not run (" + reason + "): " + ids));
        if (!diagnosis.duration().isZero()) {
            line("  Time " + diagnosis.duration().toMillis() + " ms");
        }
    }

    private void labeled(String label, String value) {
        line("    " + label + " ".repeat(LABEL_WIDTH - label.length()) + value);
    }

    /** Returns the numbers of passed checks and of completed checks for each step, such as {@code Keys 5/6}. */
    private static List<String> steps(Diagnosis diagnosis) {
        Map<Step, int[]> counts = new LinkedHashMap<>();
        for (CheckResult check : diagnosis.checks()) {
            int[] count = counts.computeIfAbsent(check.step(), step -> new int[2]);
            count[0] += check.isPassed() ? 1 : 0;
            count[1] += check.notRunReason().isEmpty() ? 1 : 0;
        }
        List<String> steps = new ArrayList<>();
        counts.forEach((step, count) ->
                steps.add(title(step) + " " + (count[1] == 0 ? "not run" : count[0] + "/" + count[1])));
        return steps;
    }

    private static String title(Step step) {
        String name = name(step);
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
