package io.safire.diagnosis;

import java.util.List;

/**
 * The findings of a diagnosis in the groups of a report.
 *
 * @param causes of the findings that need an action, the first finding and all proven findings
 * @param possible the other findings that may need an action
 * @param notes the findings that need no action
 */
record RankedFindings(List<Finding> causes, List<Finding> possible, List<Finding> notes) {

    static RankedFindings of(Diagnosis diagnosis) {
        List<Finding> ranked = diagnosis.findings();
        List<Finding> faults = ranked.stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
        return new RankedFindings(
                faults.stream().filter(finding -> isCause(finding, faults)).toList(),
                faults.stream().filter(finding -> !isCause(finding, faults)).toList(),
                ranked.stream()
                        .filter(finding -> finding.severity() == Severity.INFO)
                        .toList());
    }

    private static boolean isCause(Finding finding, List<Finding> faults) {
        return finding.confidence() == Confidence.PROVEN || finding.equals(faults.get(0));
    }
}
