package io.safire.tck.report;

import io.safire.tck.coverage.Requirement;
import java.util.List;

/**
 * A requirement in the report.
 *
 * @param requirement the requirement
 * @param tests the tests of the requirement; may be empty
 * @param reason the reason if there is no test; empty otherwise
 */
record ReportedRequirement(Requirement requirement, List<ReportedTest> tests, String reason) {

    ReportedRequirement {
        tests = List.copyOf(tests);
    }

    RequirementOutcome outcome() {
        return RequirementOutcome.of(tests);
    }
}
