package io.safire.tck.diagnosis;

import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import java.util.List;
import java.util.Locale;

/** The position at which a list of findings names a cause. */
enum Verdict {
    /** The first finding names the cause. */
    FIRST,
    /** A later finding names the cause. */
    LATER,
    /** No finding names the cause. */
    MISSED,
    /** There is no finding. */
    SILENT;

    static Verdict of(Cause cause, List<Finding> ranked) {
        return of(cause, ranked, "");
    }

    /**
     * Judges findings.
     *
     * @param message the message of the error that contains the findings
     */
    static Verdict of(Cause cause, List<Finding> ranked, String message) {
        List<Finding> findings = ranked.stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
        if (findings.isEmpty()) {
            return SILENT;
        }
        int firstFinding = message.indexOf(findings.get(0).observed());
        return cause.isNamedBy(findings.get(0), message.substring(0, Math.max(0, firstFinding)))
                ? FIRST
                : findings.stream().anyMatch(cause::isNamedBy) ? LATER : MISSED;
    }

    /** Returns whether a finding names the cause. */
    boolean isNamed() {
        return this == FIRST || this == LATER;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
