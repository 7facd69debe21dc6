package io.safire.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.safire.tck.area.Area;
import io.safire.tck.coverage.Requirement;
import io.safire.tck.coverage.RuntimeReport;
import io.safire.tck.coverage.TckCoverage;
import io.safire.tck.coverage.TckTest;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A check of the reports of all runtimes. Every test of the TCK must pass on every runtime. {@code
 * target/coverage.adoc} contains the results.
 */
class RuntimesTest {

    private static final Logger LOG = System.getLogger(RuntimesTest.class.getName());
    private static final List<TestedRuntime> RUNTIMES = List.of(TestedRuntime.values());
    private static final Path MINIMAL_REPORTS = Path.of("../runners/minimal/target/surefire-reports");
    private static final int MIN_BACKEND_TESTS = 30;

    private final TckCoverage coverage = TckCoverage.load();
    private final List<RuntimeReport> reports =
            RUNTIMES.stream().map(TestedRuntime::report).toList();

    @Test
    void everyTestPassesOnEveryRuntime() throws IOException {
        Files.writeString(
                Path.of("target/coverage.adoc"),
                RequirementTables.text(coverage, ShownRuntimes.ofReports(coverage, reports)));
        Stream<String> problems = reports.stream().flatMap(report -> report.problems(coverage.tests()).stream());
        assertThat(problems).isEmpty();
        LOG.log(Level.INFO, "{0} tests passed on each of {1}", coverage.tests().size(), RUNTIMES);
    }

    @Test
    void coveragePageShowsRuntimes() {
        Function<Requirement, String> shown = ShownRuntimes.ofDocument(Path.of("../../docs/coverage.adoc"));
        Function<Requirement, String> expected = ShownRuntimes.ofReports(coverage, reports);
        assertThat(coverage.requirements().stream()
                        .filter(requirement -> !coverage.tests(requirement.id()).isEmpty()))
                .allSatisfy(requirement -> assertThat(shown.apply(requirement))
                        .as(requirement.id())
                        .isEqualTo(expected.apply(requirement)));
    }

    @Test
    void minimalImplementationPassesEachTestOfItsArea() {
        String area = Area.class.getPackageName() + "." + Area.BACKEND.tag();
        List<TckTest> tests = coverage.tests().stream()
                .filter(test ->
                        TckTest.classNamed(test.testClass()).getPackageName().equals(area))
                .toList();
        assertThat(tests).hasSizeGreaterThan(MIN_BACKEND_TESTS);
        assertThat(RuntimeReport.read("Minimal implementation", MINIMAL_REPORTS).problems(tests))
                .isEmpty();
    }

    @Test
    void readmeShowsResults() throws IOException {
        String java = System.getProperty("java.specification.version");
        assumeThat(java).as("Java version of the results in the README").isEqualTo(TestedRuntime.JAVA);
        String readme = Files.readString(Path.of("../../README.md"));
        for (TestedRuntime runtime : RUNTIMES) {
            assertThat(readme).contains(runtime.resultRow(coverage.tests().size()));
        }
    }
}
