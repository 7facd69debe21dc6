package io.safire.tck.coverage;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** AsciiDoc documents that show the coverage. */
public final class CoverageDocument {

    private final TckCoverage coverage;
    private final List<TckTest> realServerTests;

    public CoverageDocument(TckCoverage coverage) {
        this(coverage, List.of());
    }

    /**
     * Creates documents that also list tests with real servers.
     *
     * @param realServerTests tests outside of this TCK that verify requirements with real servers
     */
    public CoverageDocument(TckCoverage coverage, List<TckTest> realServerTests) {
        this.coverage = coverage;
        this.realServerTests = List.copyOf(realServerTests);
    }

    /**
     * Returns a document with the requirements and their tests.
     *
     * @param reports the test results, one column for each runtime; may be empty
     */
    public String requirements(List<RuntimeReport> reports) {
        StringBuilder text = new StringBuilder("= Requirements and their tests\n\n");
        text.append(summary());
        text.append("[cols=\"1,1,1,6,6").append(",1".repeat(reports.size())).append("\"]\n|===\n");
        text.append("|ID |Level |Responsible |Requirement |Tests");
        reports.forEach(report -> text.append(" |").append(report.runtime()));
        text.append("\n\n");
        for (Requirement requirement : coverage.requirements()) {
            List<TckTest> tests = coverage.tests(requirement.id());
            text.append('|').append(requirement.link()).append('[').append(number(requirement.id()));
            text.append("] |").append(requirement.level());
            text.append(" |").append(requirement.responsible());
            text.append(" |").append(requirement.line());
            text.append(" |")
                    .append(tests.isEmpty() ? reasonWithoutTest(requirement) : names(allTests(requirement, tests)));
            reports.forEach(report -> text.append(" |").append(result(tests, report)));
            text.append('\n');
        }
        return text.append("|===\n").toString();
    }

    private String summary() {
        List<Requirement> testable =
                coverage.requirements().stream().filter(Requirement::needsTest).toList();
        long tested = testable.stream()
                .filter(requirement -> !coverage.tests(requirement.id()).isEmpty())
                .count();
        return "This page paraphrases the requirements of"
                + " https://hl7.org/fhir/smart-app-launch/STU2.2/[SMART App Launch 2.2.0] for clients.\n"
                + "The numbers link to the normative text. The application is responsible for "
                + (coverage.requirements().size() - testable.size()) + " of the "
                + coverage.requirements().size()
                + " requirements (see xref:requirements.adoc[]). This TCK has a test for "
                + (tested == testable.size() ? "each" : tested) + " of the other " + testable.size()
                + " requirements.\n"
                + realServers()
                + "\n";
    }

    private String realServers() {
        String classes = realServerTests.stream()
                .map(test -> "`" + test.testClass() + "`")
                .distinct()
                .collect(Collectors.joining(" and "));
        return classes.isEmpty() ? "" : "The tests of " + classes + " use real servers instead of the sandbox.\n";
    }

    private List<TckTest> allTests(Requirement requirement, List<TckTest> tests) {
        return Stream.concat(tests.stream(), realServerTests.stream().filter(test -> test.ids()
                        .contains(requirement.id())))
                .toList();
    }

    private String reasonWithoutTest(Requirement requirement) {
        if (!requirement.needsTest()) {
            return "xref:requirements.adoc#" + number(requirement.id()) + "[how the library helps]";
        }
        return coverage.untested(requirement.id())
                .map(line -> (line.isOpen() ? "Open: " : "None: ") + line.reason())
                .orElse("None");
    }

    private static String names(List<TckTest> tests) {
        return tests.stream().map(test -> "`" + test.name() + "`").collect(Collectors.joining(", "));
    }

    private static String result(List<TckTest> tests, RuntimeReport report) {
        if (tests.isEmpty()) {
            return "";
        }
        long passed = tests.stream()
                .filter(test -> report.outcomes().get(test.name()) == TestOutcome.PASSED)
                .count();
        return passed == tests.size() ? "passed" : passed + " of " + tests.size();
    }

    private static String number(String id) {
        return id.substring(id.indexOf('/') + 1);
    }
}
