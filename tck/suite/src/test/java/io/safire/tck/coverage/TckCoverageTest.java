package io.safire.tck.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.tck.area.Area;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TckCoverageTest {

    private static final Requirement ONE = new Requirement("smart-2.2.0/1", "SHALL", "library", "Do it.", "https://x");
    private static final Requirement OTHER =
            new Requirement("smart-2.2.0/5", "SHALL", "application", "Do.", "https://x");
    private static final TckTest TCK_TEST = new TckTest("OneTest", "proves", List.of(ONE.id()));

    @Test
    void coversEveryRequirement() {
        assertThat(TckCoverage.load().problems()).isEmpty();
        assertThat(Requirement.all()).hasSize(164).allMatch(row -> row.link().startsWith("https://hl7.org/fhir/"));
        assertThat(Requirement.all().stream().filter(Requirement::needsTest)).hasSize(156);
    }

    @Test
    void containsTestsOfMessagesOnlyIfClaimed() {
        String test = "SmartBearerTest.warnsOnceOfUrlWithoutToken";
        assertThat(TckTest.in(EnumSet.of(Area.BEARER)))
                .extracting(TckTest::name)
                .contains("SmartBearerTest.sendsNoTokenToOtherNameOfServer")
                .doesNotContain(test);
        assertThat(TckTest.in(EnumSet.of(Area.BEARER, Area.MESSAGES)))
                .extracting(TckTest::name)
                .contains(test);
    }

    @Test
    void reportsUnlistedRequirementWithoutTest() {
        assertThat(problems(List.of())).containsExactly("smart-2.2.0/1 has no test: Do it.");
        assertThat(problems(List.of(), untested("reason"))).isEmpty();
        assertThat(problems(List.of(), untested("open"))).isEmpty();
        assertThat(problems(List.of(TCK_TEST))).isEmpty();
    }

    @Test
    void reportsReasonForTestedRequirement() {
        assertThat(problems(List.of(TCK_TEST), untested("reason")))
                .singleElement()
                .asString()
                .contains("has a test");
        assertThat(problems(List.of(TCK_TEST), untested("open"))).isEmpty();
    }

    @Test
    void reportsErrorsInListOfUntestedRequirements() {
        assertThat(problems(List.of(TCK_TEST), new UntestedRequirement("smart-2.2.0/7", "open", "later")))
                .containsExactly("without-test.tsv names smart-2.2.0/7, which does not exist.");
        assertThat(problems(List.of(), untested("reason"), untested("reason")))
                .containsExactly("without-test.tsv lists an ID twice.");
        assertThat(problems(List.of(), new UntestedRequirement(ONE.id(), "reason", " ")))
                .containsExactly(
                        "without-test.tsv lacks the state (open or reason) or the explanation for smart-2.2.0/1.");
        assertThat(problems(List.of(TCK_TEST), new UntestedRequirement(OTHER.id(), "reason", "why")))
                .singleElement()
                .asString()
                .contains("is the application's");
        UntestedRequirement[] seven = java.util.stream.IntStream.rangeClosed(1, 7)
                .mapToObj(number -> new UntestedRequirement("smart-2.2.0/" + number, "reason", "why"))
                .toArray(UntestedRequirement[]::new);
        assertThat(problems(List.of(), seven)).contains("without-test.tsv has 7 reasons; 6 are allowed. Add tests.");
    }

    @Test
    void reportsUnknownId() {
        assertThat(problems(List.of(TCK_TEST, new TckTest("OneTest", "other", List.of("smart-2.2.0/999")))))
                .containsExactly("OneTest.other names smart-2.2.0/999, which does not exist.");
    }

    @Test
    void reportsMissingFailedAndUnknownTests() {
        RuntimeReport report = new RuntimeReport(
                "weld", Map.of("OneTest.proves", TestOutcome.SKIPPED, "OldTest.gone", TestOutcome.PASSED));
        TckTest missing = new TckTest("OneTest", "missing", List.of());
        assertThat(report.problems(List.of(TCK_TEST, missing)))
                .containsExactly(
                        "weld: OneTest.missing did not run.",
                        "weld: OneTest.proves is SKIPPED.",
                        "weld: OldTest.gone is in a report but not in this TCK.");
        assertThat(new RuntimeReport("weld", Map.of("OneTest.proves", TestOutcome.PASSED)).problems(List.of(TCK_TEST)))
                .isEmpty();
        assertThat(RuntimeReport.read("weld", Path.of("target/nothing")).problems(List.of(TCK_TEST)))
                .containsExactly("weld has no test reports. Run its tests.");
    }

    private static UntestedRequirement untested(String state) {
        return new UntestedRequirement(ONE.id(), state, "why");
    }

    private static List<String> problems(List<TckTest> tests, UntestedRequirement... untested) {
        return new TckCoverage(List.of(ONE, OTHER), tests, List.of(untested)).problems();
    }
}
