package io.safire.tck.coverage;

import static java.util.stream.Collectors.toSet;

import io.safire.tck.area.Area;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The requirements, the tests that verify them, and the reasons for requirements without a test.
 *
 * @param requirements the requirements of the specification
 * @param tests the tests
 * @param untested the requirements without a test
 */
public record TckCoverage(List<Requirement> requirements, List<TckTest> tests, List<UntestedRequirement> untested) {

    public TckCoverage {
        requirements = List.copyOf(requirements);
        tests = List.copyOf(tests);
        untested = List.copyOf(untested);
    }

    /** Returns the coverage of this TCK. */
    public static TckCoverage load() {
        return load(EnumSet.allOf(Area.class));
    }

    /** Returns the coverage by the tests of the areas. */
    public static TckCoverage load(Set<Area> areas) {
        return new TckCoverage(Requirement.all(), TckTest.in(areas), UntestedRequirement.all());
    }

    /**
     * Returns the errors in the coverage. A requirement needs either a test or a reason. Too many reasons and unknown
     * IDs are errors too.
     *
     * @return one sentence for each error
     */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (Requirement requirement : requirements) {
            boolean tested = !tests(requirement.id()).isEmpty();
            Optional<UntestedRequirement> listed = untested(requirement.id());
            if (!requirement.needsTest() && listed.isPresent()) {
                problems.add(requirement.id()
                        + " is the application's responsibility. Remove its line from without-test.tsv.");
            } else if (requirement.needsTest() && !tested && listed.isEmpty()) {
                problems.add(requirement.id() + " has no test: " + requirement.line());
            } else if (tested && listed.isPresent() && !listed.get().isOpen()) {
                problems.add(requirement.id() + " has a test. Remove its line from without-test.tsv.");
            }
        }
        problems.addAll(unknownIds());
        problems.addAll(untestedProblems());
        return problems;
    }

    /** Returns the tests that verify a requirement, sorted by name. */
    public List<TckTest> tests(String id) {
        return tests.stream().filter(test -> test.ids().contains(id)).toList();
    }

    /** Returns the reason for a requirement without a test. */
    public Optional<UntestedRequirement> untested(String id) {
        return untested.stream().filter(line -> line.id().equals(id)).findFirst();
    }

    private List<String> unknownIds() {
        Set<String> known = requirements.stream().map(Requirement::id).collect(toSet());
        List<String> problems = new ArrayList<>();
        for (TckTest test : tests) {
            test.ids().stream()
                    .filter(id -> !known.contains(id))
                    .forEach(id -> problems.add(test.name() + " names " + id + ", which does not exist."));
        }
        return problems;
    }

    private List<String> untestedProblems() {
        List<String> problems = new ArrayList<>();
        Set<String> known = requirements.stream().map(Requirement::id).collect(toSet());
        for (UntestedRequirement line : untested) {
            if (!known.contains(line.id())) {
                problems.add("without-test.tsv names " + line.id() + ", which does not exist.");
            }
            if (!Set.of("open", "reason").contains(line.state())
                    || line.reason().isBlank()) {
                problems.add(
                        "without-test.tsv lacks the state (open or reason) or the explanation for " + line.id() + ".");
            }
        }
        long reasons = untested.stream().filter(line -> !line.isOpen()).count();
        if (reasons > UntestedRequirement.MAX_UNTESTED) {
            problems.add("without-test.tsv has " + reasons + " reasons; " + UntestedRequirement.MAX_UNTESTED
                    + " are allowed. Add tests.");
        }
        long ids = untested.stream().map(UntestedRequirement::id).distinct().count();
        if (ids != untested.size()) {
            problems.add("without-test.tsv lists an ID twice.");
        }
        return problems;
    }
}
