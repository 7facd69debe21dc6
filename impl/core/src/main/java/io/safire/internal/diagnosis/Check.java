package io.safire.internal.diagnosis;

import io.safire.diagnosis.DiagnosisMode;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.spi.DiagnosisCheck;
import java.util.List;
import java.util.function.Function;

/**
 * A check of a diagnosis.
 *
 * @param id the identifier, such as {@code SD-J04}
 * @param mode the first mode in which the check is run
 * @param requires the checks that must have passed; otherwise, this check is not run
 * @param test the test, which returns the deviations
 */
record Check(
        String id,
        Step step,
        String question,
        DiagnosisMode mode,
        List<String> requires,
        Function<Evidence, List<Finding>> test) {

    static Check ofConfiguration(String id, Step step, String question, Function<Evidence, List<Finding>> test) {
        return new Check(id, step, question, DiagnosisMode.CONFIG, List.of(), test);
    }

    static Check of(DiagnosisCheck check) {
        return new Check(
                check.id(),
                check.step(),
                check.question(),
                check.mode(),
                List.of(),
                evidence -> check.findings(evidence.settings().name()));
    }

    static Check fromOutside(
            String id, Step step, String question, List<String> requires, Function<Evidence, List<Finding>> test) {
        return new Check(id, step, question, DiagnosisMode.OUTSIDE, requires, test);
    }
}
