package io.safire.tck.report;

import io.safire.tck.coverage.TestOutcome;
import java.util.List;
import java.util.Locale;

/** The result of a requirement in a run. */
enum RequirementOutcome {
    /** All tests of the requirement passed. */
    PASSED,
    /** A test of the requirement failed. */
    FAILED,
    /** Some tests of the requirement passed, and the other tests did not run. */
    INCOMPLETE,
    /** No test of the requirement ran. */
    NOT_RUN,
    /** The implementation does not claim the areas of the tests. */
    NOT_CLAIMED,
    /** This TCK has no test for the requirement. */
    NO_TEST;

    /** Returns the result by the tests, of which there is at least one. */
    static RequirementOutcome of(List<ReportedTest> tests) {
        List<TestOutcome> outcomes = tests.stream().map(ReportedTest::outcome).toList();
        if (outcomes.contains(TestOutcome.FAILED)) {
            return FAILED;
        }
        if (!outcomes.contains(TestOutcome.PASSED)) {
            return NOT_RUN;
        }
        return outcomes.stream().allMatch(outcome -> outcome == TestOutcome.PASSED) ? PASSED : INCOMPLETE;
    }

    /** Returns the words in reports. */
    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
