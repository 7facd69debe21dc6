package io.safire.tck.report;

import io.safire.tck.coverage.Requirement;
import java.util.List;

/**
 * A requirement in the report.
 *
 * @param requirement the requirement
 * @param tests the tests of the requirement in the claimed areas; may be empty
 * @param reason the reason if this TCK has no test; empty otherwise
 */
record ReportedRequirement(Requirement requirement, List<ReportedTest> tests, String reason) {

    ReportedRequirement {
        tests = List.copyOf(tests);
    }

    RequirementOutcome outcome() {
        if (tests.isEmpty()) {
            return reason.isEmpty() ? RequirementOutcome.NOT_CLAIMED : RequirementOutcome.NO_TEST;
        }
        return RequirementOutcome.of(tests);
    }
}
