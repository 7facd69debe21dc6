package io.safire.tck.coverage;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The AsciiDoc document with the requirements, their tests and the evidence. */
public final class RequirementDocument {

    private static final String INTRODUCTION = """
            = Requirements and their tests
            :toc:

            This page paraphrases the requirements of https://hl7.org/fhir/smart-app-launch/STU2.2/[SMART App Launch 2.2.0] for clients.
            The numbers link to the normative text. The application is responsible for %d of the %d requirements (see xref:requirements.adoc[]). This TCK has a test for %s of the other %d requirements.
            %s
            For each requirement, the tables show:

            * *Witness*: the source of facts that decides, other than the implementation.
            * *Tests*: the tests that verify the requirement.
            * *Broken*: the xref:broken-implementations.adoc[implementations with a defect] that violate the requirement. At least one of the tests detects each of them.
            * *Runtimes*: the runtimes on which all tests passed in a deployed application. The word _all_ means all runtimes in the table of the README.

            The witnesses are:

            """;

    private final TckCoverage coverage;
    private final List<TckTest> realServerTests;
    private final Function<Requirement, RequirementEvidence> evidence;

    /**
     * Creates the document.
     *
     * @param realServerTests tests outside of this TCK that verify requirements with real servers
     * @param evidence the evidence for each requirement that has a test
     */
    public RequirementDocument(
            TckCoverage coverage, List<TckTest> realServerTests, Function<Requirement, RequirementEvidence> evidence) {
        this.coverage = coverage;
        this.realServerTests = List.copyOf(realServerTests);
        this.evidence = evidence;
    }

    /** Returns the text of the document. */
    public String text() {
        StringBuilder text = new StringBuilder(introduction());
        Arrays.stream(Witness.values()).forEach(witness -> text.append("* *")
                .append(witness.word())
                .append("*: ")
                .append(witness.explanation())
                .append('\n'));
        coverage.requirements().stream()
                .collect(groupingBy(Requirement::page, TreeMap::new, toList()))
                .forEach((page, requirements) -> text.append(section(page, requirements)));
        return text.toString();
    }

    private String introduction() {
        List<Requirement> testable =
                coverage.requirements().stream().filter(Requirement::needsTest).toList();
        long tested = testable.stream()
                .filter(requirement -> !coverage.tests(requirement.id()).isEmpty())
                .count();
        int all = coverage.requirements().size();
        String covered = tested == testable.size() ? "each" : String.valueOf(tested);
        return INTRODUCTION.formatted(all - testable.size(), all, covered, testable.size(), realServers());
    }

    private String realServers() {
        String classes = realServerTests.stream()
                .map(test -> "`" + test.testClass() + "`")
                .distinct()
                .collect(joining(" and "));
        return classes.isEmpty() ? "" : "The tests of " + classes + " use real servers instead of the sandbox.\n";
    }

    private String section(SpecificationPage page, List<Requirement> requirements) {
        return requirements.stream()
                .map(this::row)
                .collect(joining(
                        "", "\n== " + page.title() + "\n\n[cols=\"1,9a\"]\n|===\n|ID |Requirement\n", "|===\n"));
    }

    private String row(Requirement requirement) {
        String cells = "\n|" + requirement.link() + "[" + requirement.number() + "]\n|*" + requirement.level() + "* "
                + requirement.line() + "\n\n";
        if (!requirement.needsTest()) {
            return cells + "Application:: xref:requirements.adoc#" + requirement.number() + "[how the library helps]\n";
        }
        List<TckTest> tests = coverage.tests(requirement.id());
        return cells
                + (tests.isEmpty() ? "Tests:: " + reasonWithoutTest(requirement) + "\n" : evidence(requirement, tests));
    }

    private String evidence(Requirement requirement, List<TckTest> tests) {
        RequirementEvidence found = evidence.apply(requirement);
        String broken = found.breakages().isEmpty() ? found.withoutBreakage() : String.join("; ", found.breakages());
        return "Witness:: " + found.witnesses().stream().map(Witness::word).collect(joining(", "))
                + "\nTests:: " + names(allTests(requirement, tests))
                + "\nBroken:: " + broken
                + "\nRuntimes:: " + found.runtimes() + "\n";
    }

    private List<TckTest> allTests(Requirement requirement, List<TckTest> tests) {
        return Stream.concat(tests.stream(), realServerTests.stream().filter(test -> test.ids()
                        .contains(requirement.id())))
                .toList();
    }

    private String reasonWithoutTest(Requirement requirement) {
        return coverage.untested(requirement.id())
                .map(line -> (line.isOpen() ? "Open: " : "None: ") + line.reason())
                .orElse("None");
    }

    /** Returns the tests by class, which is shorter than complete names. */
    private static String names(List<TckTest> tests) {
        Map<String, List<TckTest>> byClass =
                tests.stream().collect(groupingBy(TckTest::testClass, TreeMap::new, toList()));
        return byClass.entrySet().stream()
                .map(entry -> "`" + entry.getKey() + "`: "
                        + entry.getValue().stream()
                                .map(test -> "`" + test.method() + "`")
                                .collect(joining(", ")))
                .collect(joining("; "));
    }
}
