package io.safire.tck.coverage;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The requirements, the tests, and what is said of those that have none.
 *
 * @param requirements of the specification
 * @param behaviours of the reference
 * @param proofs the tests
 * @param untested requirements without a test
 */
public record Coverage(
        List<Requirement> requirements, List<Behaviour> behaviours, List<Proof> proofs, List<Untested> untested) {

    /** Copies. */
    public Coverage {
        requirements = List.copyOf(requirements);
        behaviours = List.copyOf(behaviours);
        proofs = List.copyOf(proofs);
        untested = List.copyOf(untested);
    }

    /**
     * That of this TCK.
     *
     * @return everything in it
     */
    public static Coverage ofThisTck() {
        return new Coverage(Requirement.all(), Behaviour.all(), Proof.all(), Untested.all());
    }

    /**
     * What is wrong: a requirement or behaviour with neither test nor reason, a reason for one that has a test, too many
     * reasons, an id that nothing has.
     *
     * @return a sentence for each
     */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (Requirement requirement : requirements) {
            boolean tested = !proofs(requirement.id()).isEmpty();
            Optional<Untested> listed = untested(requirement.id());
            if (!requirement.needsTest() && listed.isPresent()) {
                problems.add(requirement.id() + " is the application's and needs no line in without-test.tsv.");
            } else if (requirement.needsTest() && !tested && listed.isEmpty()) {
                problems.add(requirement.id() + " has no test: " + requirement.line());
            } else if (tested && listed.isPresent() && !listed.get().open()) {
                problems.add(requirement.id() + " has a test; take its line out of without-test.tsv.");
            }
        }
        for (Behaviour behaviour : behaviours) {
            if (behaviour.answer().isEmpty() && proofs(behaviour.id()).isEmpty()) {
                problems.add(behaviour.id() + " has neither test nor answer: " + behaviour.line());
            }
        }
        problems.addAll(unknownIds());
        problems.addAll(untestedProblems());
        return problems;
    }

    /**
     * The tests that prove something.
     *
     * @param id the requirement or behaviour
     * @return by name
     */
    public List<Proof> proofs(String id) {
        return proofs.stream().filter(proof -> proof.ids().contains(id)).toList();
    }

    Optional<Untested> untested(String id) {
        return untested.stream().filter(line -> line.id().equals(id)).findFirst();
    }

    private List<String> unknownIds() {
        Set<String> known = requirements.stream().map(Requirement::id).collect(toSet());
        behaviours.forEach(behaviour -> known.add(behaviour.id()));
        List<String> problems = new ArrayList<>();
        for (Proof proof : proofs) {
            proof.ids().stream()
                    .filter(id -> !known.contains(id))
                    .forEach(id -> problems.add(proof.name() + " names " + id + ", which nothing has."));
        }
        return problems;
    }

    private List<String> untestedProblems() {
        List<String> problems = new ArrayList<>();
        Set<String> known = requirements.stream().map(Requirement::id).collect(toSet());
        for (Untested line : untested) {
            if (!known.contains(line.id())) {
                problems.add("without-test.tsv names " + line.id() + ", which nothing has.");
            }
            if (!Set.of("open", "reason").contains(line.state())
                    || line.reason().isBlank()) {
                problems.add("without-test.tsv needs open or reason, and why, for " + line.id() + ".");
            }
        }
        long reasons = untested.stream().filter(line -> !line.open()).count();
        if (reasons > Untested.MOST) {
            problems.add("without-test.tsv has " + reasons + " reasons; " + Untested.MOST + " are allowed.");
        }
        long ids = untested.stream().map(Untested::id).distinct().count();
        if (ids != untested.size()) {
            problems.add("without-test.tsv names an id twice.");
        }
        return problems;
    }
}
