package io.safire.diagnosis;

import java.util.List;
import java.util.Optional;

/**
 * The result of one check of a diagnosis. The library creates the results.
 *
 * @since 1.0
 */
public interface CheckResult {

    /** {@return the identifier of the check, such as {@code SD-J04}} */
    String id();

    /** {@return the step that the check examines} */
    Step step();

    /** {@return the question of the check, such as "Is the signing key in the published JWKS?"} */
    String question();

    /** {@return the deviations that the check found; empty if the check found no deviation or was not run} */
    List<Finding> findings();

    /** {@return the reason why the check was not run; empty if it was run} */
    Optional<String> notRunReason();

    /** {@return true if the check was run and found no deviation more severe than {@link Severity#INFO}} */
    default boolean isPassed() {
        return notRunReason().isEmpty() && findings().stream().allMatch(finding -> finding.severity() == Severity.INFO);
    }

    /**
     * Returns the result of a check that was run.
     *
     * @param id the identifier of the check
     * @param step the step that the check examines
     * @param question the question of the check
     * @param findings the deviations
     * @return the result
     */
    static CheckResult of(String id, Step step, String question, List<Finding> findings) {
        return new CheckResultRecord(id, step, question, findings, Optional.empty());
    }

    /**
     * Returns the result of a check that was not run.
     *
     * @param id the identifier of the check
     * @param step the step that the check examines
     * @param question the question of the check
     * @param reason the reason why the check was not run
     * @return the result
     */
    static CheckResult notRun(String id, Step step, String question, String reason) {
        return new CheckResultRecord(id, step, question, List.of(), Optional.of(reason));
    }
}
