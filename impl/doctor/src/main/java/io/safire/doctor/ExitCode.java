package io.safire.doctor;

import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.Severity;
import java.util.Collection;

/** The exit codes of the command. */
final class ExitCode {

    static final int HEALTHY = 0;
    static final int BROKEN = 1;
    static final int WRONG_OR_RISK = 2;
    static final int FAILED = 3;

    private ExitCode() {}

    /**
     * @param failOn the lowest severity of a finding that counts as a failure
     */
    static int of(Collection<Diagnosis> diagnoses, Severity failOn) {
        Severity worst = diagnoses.stream()
                .map(Diagnosis::verdict)
                .min(Severity::compareTo)
                .orElse(Severity.INFO);
        if (worst == Severity.BROKEN) {
            return BROKEN;
        }
        return worst != Severity.INFO && worst.compareTo(failOn) <= 0 ? WRONG_OR_RISK : HEALTHY;
    }
}
