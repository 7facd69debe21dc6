package io.safire.diagnosis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A writer of diagnoses as text: the verdict and the causes first, then the number of checks for each step. */
final class DiagnosisText {

    private static final int LABEL_WIDTH = 11;

    private final StringBuilder text = new StringBuilder();

    private DiagnosisText() {}

    static String of(Diagnosis diagnosis) {
        DiagnosisText writer = new DiagnosisText();
        writer.line(diagnosis.server() + ": " + verdict(diagnosis));
        for (Finding finding : diagnosis.findings()) {
            writer.add(finding);
        }
        writer.line("");
        writer.line("  " + String.join("   ", steps(diagnosis)));
        for (CheckResult check : diagnosis.checks()) {
            check.notRunReason().ifPresent(reason -> writer.line("  not run  " + check.id() + "  " + reason));
        }
        writer.line("  took " + diagnosis.duration().toMillis() + " ms");
        return writer.text.toString();
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

    /** Returns the name of a constant as text, such as {@code FHIR} or {@code token}. */
    static String name(Enum<?> constant) {
        return constant == Step.FHIR ? "FHIR" : constant.name().toLowerCase(Locale.ROOT);
    }

    private void add(Finding finding) {
        line("");
        line("  " + finding.observed());
        finding.expected().ifPresent(expected -> labeled("expected", expected));
        finding.section().ifPresent(section -> labeled("source", section));
        finding.action().ifPresent(action -> labeled("action", action));
        finding.configurationKey().ifPresent(key -> labeled("setting", key));
        labeled("rank", name(finding.severity()) + ", " + name(finding.confidence()) + ", " + name(finding.step()));
        labeled("explain", finding.id());
    }

    private void labeled(String label, String value) {
        line("    " + label + " ".repeat(LABEL_WIDTH - label.length()) + value);
    }

    /** Returns the numbers of passed checks and of completed checks for each step, such as {@code keys 5/6}. */
    private static List<String> steps(Diagnosis diagnosis) {
        Map<Step, int[]> counts = new LinkedHashMap<>();
        for (CheckResult check : diagnosis.checks()) {
            int[] count = counts.computeIfAbsent(check.step(), step -> new int[2]);
            count[0] += check.isPassed() ? 1 : 0;
            count[1] += check.notRunReason().isEmpty() ? 1 : 0;
        }
        List<String> steps = new ArrayList<>();
        counts.forEach(
                (step, count) -> steps.add(name(step) + " " + (count[1] == 0 ? "not run" : count[0] + "/" + count[1])));
        return steps;
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
