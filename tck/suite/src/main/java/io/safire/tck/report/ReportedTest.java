package io.safire.tck.report;

import io.safire.tck.area.Area;
import io.safire.tck.coverage.Requirement;
import io.safire.tck.coverage.TckTest;
import io.safire.tck.coverage.TestOutcome;

/**
 * A test in the report.
 *
 * @param test the test
 * @param area the area of the test class
 * @param result the result
 */
record ReportedTest(TckTest test, Area area, TestResult result) {

    String name() {
        return test.name();
    }

    TestOutcome outcome() {
        return result.outcome();
    }

    boolean provesRequirement() {
        return test.ids().stream().anyMatch(id -> id.startsWith(Requirement.SPECIFICATION + "/"));
    }
}
