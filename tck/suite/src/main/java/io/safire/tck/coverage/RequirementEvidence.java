package io.safire.tck.coverage;

import java.util.List;

/**
 * The evidence for a requirement, beside its tests.
 *
 * @param witnesses the witnesses
 * @param breakages the broken implementations that violate the requirement
 * @param withoutBreakage the reason if there is no broken implementation; empty otherwise
 * @param runtimes the runtimes on which all tests of the requirement passed
 */
public record RequirementEvidence(
        List<Witness> witnesses, List<String> breakages, String withoutBreakage, String runtimes) {

    public RequirementEvidence {
        witnesses = List.copyOf(witnesses);
        breakages = List.copyOf(breakages);
    }
}
