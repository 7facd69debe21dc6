package io.safire.tck.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import io.safire.tck.area.Area;
import io.safire.tck.coverage.Requirement;
import io.safire.tck.coverage.TckCoverage;
import io.safire.tck.coverage.TckTest;
import io.safire.tck.coverage.TestOutcome;
import io.safire.tck.coverage.UntestedRequirement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The content of the report of a run.
 *
 * @param environment the subject and the conditions of the run
 * @param requirements all requirements
 * @param tests the tests of the claimed areas
 */
record TckReport(RunEnvironment environment, List<ReportedRequirement> requirements, List<ReportedTest> tests) {

    TckReport {
        requirements = List.copyOf(requirements);
        tests = List.copyOf(tests);
    }

    static TckReport of(
            RunEnvironment environment, TckCoverage coverage, RunResults results, UnaryOperator<String> redaction) {
        Map<String, Area> areas = TckTest.classes().stream()
                .collect(toMap(Class::getSimpleName, type -> Area.of(type).orElseThrow()));
        List<ReportedTest> tests = coverage.tests().stream()
                .map(test -> new ReportedTest(
                        test, areas.get(test.testClass()), results.result(test).withMessage(redaction)))
                .toList();
        List<ReportedRequirement> requirements = coverage.requirements().stream()
                .map(requirement -> new ReportedRequirement(
                        requirement, testsOf(requirement, tests), reasonWithoutTest(requirement, coverage)))
                .toList();
        return new TckReport(environment, requirements, tests);
    }

    List<ReportedTest> failures() {
        return tests.stream()
                .filter(test -> test.outcome() == TestOutcome.FAILED)
                .toList();
    }

    long count(TestOutcome outcome) {
        return tests.stream().filter(test -> test.outcome() == outcome).count();
    }

    long count(RequirementOutcome outcome) {
        return requirements.stream()
                .filter(requirement -> requirement.outcome() == outcome)
                .count();
    }

    /** Returns the tests that do not verify a requirement of the specification, by area. */
    Map<Area, List<ReportedTest>> testsWithoutRequirement() {
        return tests.stream()
                .filter(test -> !test.provesRequirement())
                .collect(groupingBy(ReportedTest::area, TreeMap::new, toList()));
    }

    private static List<ReportedTest> testsOf(Requirement requirement, List<ReportedTest> tests) {
        return tests.stream()
                .filter(test -> test.test().ids().contains(requirement.id()))
                .toList();
    }

    private static String reasonWithoutTest(Requirement requirement, TckCoverage coverage) {
        return requirement.needsTest()
                ? coverage.untested(requirement.id())
                        .map(UntestedRequirement::reason)
                        .orElse("")
                : "The application is responsible for this requirement.";
    }
}
