package io.safire.tck.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoverageTest {

    private static final Requirement ONE = new Requirement("smart-2.2.0/1", "SHALL", "library", "Do it.", "https://x");
    private static final Requirement OTHER =
            new Requirement("smart-2.2.0/5", "SHALL", "application", "Do.", "https://x");
    private static final Proof PROOF = new Proof("OneTest", "proves", List.of(ONE.id()));

    @Test
    void everyRequirementAndBehaviourHasATestOrAnAnswer() {
        assertThat(Coverage.ofThisTck().problems()).isEmpty();
        assertThat(Requirement.all()).hasSize(164).allMatch(row -> row.link().startsWith("https://hl7.org/fhir/"));
        assertThat(Requirement.all().stream().filter(Requirement::needsTest)).hasSize(156);
    }

    @Test
    void requirementWithoutTestIsAProblemUnlessItIsListed() {
        assertThat(problems(List.of())).containsExactly("smart-2.2.0/1 has no test: Do it.");
        assertThat(problems(List.of(), untested("reason"))).isEmpty();
        assertThat(problems(List.of(), untested("open"))).isEmpty();
        assertThat(problems(List.of(PROOF))).isEmpty();
    }

    @Test
    void reasonForARequirementWithATestIsAProblem() {
        assertThat(problems(List.of(PROOF), untested("reason")))
                .singleElement()
                .asString()
                .contains("has a test");
        assertThat(problems(List.of(PROOF), untested("open"))).isEmpty();
    }

    @Test
    void listIsChecked() {
        assertThat(problems(List.of(PROOF), new Untested("smart-2.2.0/7", "open", "later")))
                .containsExactly("without-test.tsv names smart-2.2.0/7, which does not exist.");
        assertThat(problems(List.of(), untested("reason"), untested("reason")))
                .containsExactly("without-test.tsv lists an ID twice.");
        assertThat(problems(List.of(), new Untested(ONE.id(), "reason", " ")))
                .containsExactly("without-test.tsv lacks the state (open or reason) or the explanation for smart-2.2.0/1.");
        assertThat(problems(List.of(PROOF), new Untested(OTHER.id(), "reason", "why")))
                .singleElement()
                .asString()
                .contains("is the application's");
        Untested[] seven = java.util.stream.IntStream.rangeClosed(1, 7)
                .mapToObj(number -> new Untested("smart-2.2.0/" + number, "reason", "why"))
                .toArray(Untested[]::new);
        assertThat(problems(List.of(), seven)).contains("without-test.tsv has 7 reasons; 6 are allowed. Add tests.");
    }

    @Test
    void unknownIdIsAProblem() {
        assertThat(problems(List.of(PROOF, new Proof("OneTest", "other", List.of("smart-2.2.0/999")))))
                .containsExactly("OneTest.other names smart-2.2.0/999, which does not exist.");
    }

    @Test
    void behaviourNeedsATestOrAnAnswer() {
        Behaviour silent = new Behaviour("safire-0.4/1", "It does.", "");
        Behaviour answered = new Behaviour("safire-0.4/2", "It does.", "Here, not.");
        assertThat(new Coverage(List.of(), List.of(silent, answered), List.of(), List.of()).problems())
                .containsExactly("safire-0.4/1 has neither a test nor a documented difference: It does.");
    }

    @Test
    void reportHasToHaveEveryTestPassedAndNoOther() {
        RuntimeReport report =
                new RuntimeReport("weld", Map.of("OneTest.proves", Outcome.SKIPPED, "OldTest.gone", Outcome.PASSED));
        Proof missing = new Proof("OneTest", "missing", List.of());
        assertThat(report.problems(List.of(PROOF, missing)))
                .containsExactly(
                        "weld: OneTest.missing did not run.",
                        "weld: OneTest.proves is SKIPPED.",
                        "weld: OldTest.gone is in a report but not in this TCK.");
        assertThat(new RuntimeReport("weld", Map.of("OneTest.proves", Outcome.PASSED)).problems(List.of(PROOF)))
                .isEmpty();
        assertThat(RuntimeReport.read("weld", Path.of("target/nothing")).problems(List.of(PROOF)))
                .containsExactly("weld has no test reports. Run its tests.");
    }

    private static Untested untested(String state) {
        return new Untested(ONE.id(), state, "why");
    }

    private static List<String> problems(List<Proof> proofs, Untested... untested) {
        return new Coverage(List.of(ONE, OTHER), List.of(), proofs, List.of(untested)).problems();
    }
}
