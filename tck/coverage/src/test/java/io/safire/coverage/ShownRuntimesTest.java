package io.safire.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.tck.coverage.Requirement;
import io.safire.tck.coverage.RequirementDocument;
import io.safire.tck.coverage.RequirementEvidence;
import io.safire.tck.coverage.RuntimeReport;
import io.safire.tck.coverage.TckCoverage;
import io.safire.tck.coverage.TckTest;
import io.safire.tck.coverage.TestOutcome;
import io.safire.tck.coverage.Witness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShownRuntimesTest {

    private static final Requirement STATE = requirement("smart-2.2.0/60", "library");
    private static final Requirement OTHER = requirement("smart-2.2.0/61", "library");
    private static final Requirement APPLICATION = requirement("smart-2.2.0/5", "application");
    private static final TckCoverage COVERAGE = new TckCoverage(
            List.of(APPLICATION, STATE, OTHER),
            List.of(
                    new TckTest("OneTest", "rejects", List.of(STATE.id())),
                    new TckTest("OneTest", "accepts", List.of(STATE.id(), OTHER.id()))),
            List.of());

    @TempDir
    private Path folder;

    @Test
    void namesRuntimesOnWhichAllTestsPassed() {
        List<RuntimeReport> reports = List.of(
                report("weld", TestOutcome.PASSED), report("liberty", TestOutcome.FAILED), report("payara", null));
        Function<Requirement, String> shown = ShownRuntimes.ofReports(COVERAGE, reports);
        assertThat(shown.apply(STATE)).isEqualTo("weld");
        assertThat(shown.apply(OTHER)).isEqualTo("all");
        assertThat(ShownRuntimes.ofReports(COVERAGE, reports.subList(1, 3)).apply(STATE))
                .isEqualTo("none");
    }

    @Test
    void readsRuntimesOfDocument() throws IOException {
        Path document = folder.resolve("coverage.adoc");
        Files.writeString(document, document(requirement -> requirement.equals(STATE) ? "weld, payara" : "liberty"));
        Function<Requirement, String> shown = ShownRuntimes.ofDocument(document);
        assertThat(shown.apply(STATE)).isEqualTo("weld, payara");
        assertThat(shown.apply(OTHER)).isEqualTo("liberty");
        assertThat(shown.apply(requirement("smart-2.2.0/62", "library"))).isEqualTo("all");
    }

    @Test
    void documentShowsEvidenceOfRequirement() {
        assertThat(document(requirement -> "all"))
                .contains("|https://hl7.org/app-launch.html#x[60]\n|*SHALL* Compare `state`.\n\n"
                        + "Witness:: request, JDK\n"
                        + "Tests:: `OneTest`: `rejects`, `accepts`; `RealTest`: `signsIn`\n"
                        + "Broken:: state is ignored; state is constant\n"
                        + "Runtimes:: all\n")
                .contains("Application:: xref:requirements.adoc#5[how the library helps]\n")
                .contains("Broken:: A permission.\n");
    }

    @Test
    void brokenImplementationsNameRequirements() {
        List<String> ids = Requirement.all().stream().map(Requirement::id).toList();
        assertThat(BrokenImplementations.byRequirement().keySet())
                .hasSizeGreaterThan(100)
                .isSubsetOf(ids)
                .doesNotContainAnyElementsOf(BrokenImplementations.reasons().keySet());
    }

    private static String document(Function<Requirement, String> runtimes) {
        List<TckTest> realServerTests = List.of(new TckTest("RealTest", "signsIn", List.of(STATE.id())));
        return new RequirementDocument(
                        COVERAGE,
                        realServerTests,
                        requirement -> new RequirementEvidence(
                                List.of(Witness.REQUEST, Witness.JDK),
                                requirement.equals(STATE)
                                        ? List.of("state is ignored", "state is constant")
                                        : List.of(),
                                "A permission.",
                                runtimes.apply(requirement)))
                .text();
    }

    private static RuntimeReport report(String runtime, TestOutcome rejects) {
        Map<String, TestOutcome> accepted = Map.of("OneTest.accepts", TestOutcome.PASSED);
        return new RuntimeReport(
                runtime,
                rejects == null ? accepted : Map.of("OneTest.accepts", TestOutcome.PASSED, "OneTest.rejects", rejects));
    }

    private static Requirement requirement(String id, String responsible) {
        return new Requirement(id, "SHALL", responsible, "Compare `state`.", "https://hl7.org/app-launch.html#x");
    }
}
