package io.safire.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.tck.coverage.Requirement;
import io.safire.tck.coverage.TckCoverage;
import io.safire.tck.coverage.TckTest;
import io.safire.tck.coverage.UntestedRequirement;
import io.safire.tck.fault.Fault;
import io.safire.tck.fault.FaultDocument;
import io.safire.tck.fault.FaultTable;
import io.safire.tck.safire.reference.ReferenceDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Comparison of the generated tables of the documentation with the tests. {@code -Ddocs.write=true} updates them. */
class DocumentationTablesTest {

    private static final Path ROOT = Path.of("../..");
    private static final Pattern README_TABLE = Pattern.compile("(?s)(?<=<!-- results -->\n).*?(?=<!-- /results -->)");
    private final TckCoverage coverage = TckCoverage.load();
    private final List<TckTest> realServerTests = RealServerTests.all();

    @Test
    void everyRequirementHasTestOrReason() {
        assertThat(coverage.problems()).isEmpty();
    }

    @Test
    void testsWithRealServersNameKnownRequirements() {
        assertThat(coverage.requirements())
                .extracting(Requirement::id)
                .containsAll(realServerTests.stream()
                        .flatMap(test -> test.ids().stream())
                        .toList());
        assertThat(realServerTests).anyMatch(test -> test.ids().contains("smart-2.2.0/201"));
    }

    @Test
    void requirementTableIsUpToDate() throws IOException {
        assertUpToDate(
                "coverage.adoc",
                RequirementTables.text(coverage, ShownRuntimes.current(coverage, ROOT.resolve("docs/coverage.adoc"))));
    }

    @Test
    void behaviorTableIsUpToDate() throws IOException {
        assertUpToDate("reference.adoc", ReferenceDocument.text());
    }

    @Test
    void readmeTableIsUpToDate() throws IOException {
        Path file = ROOT.resolve("README.md");
        String readme = Files.readString(file);
        String expected = README_TABLE
                .matcher(readme)
                .replaceFirst(Matcher.quoteReplacement(
                        TestedRuntime.table(coverage.tests().size())));
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(file, expected);
        }
        assertThat(file).hasContent(expected);
        long tested =
                coverage.requirements().stream().filter(Requirement::needsTest).count()
                        - UntestedRequirement.all().size();
        assertThat(file).content().contains(tested + " requirements");
    }

    @Test
    void faultTableIsUpToDate() throws IOException {
        assertThat(FaultTable.all())
                .extracting(Fault::name)
                .hasSizeGreaterThan(40)
                .doesNotHaveDuplicates();
        assertUpToDate("faults.adoc", FaultDocument.text());
    }

    @Test
    void explainsEveryRequirementOnApplications() throws IOException {
        String document = Files.readString(ROOT.resolve("docs/requirements.adoc"));
        assertThat(coverage.requirements().stream().filter(requirement -> !requirement.needsTest()))
                .extracting(Requirement::id)
                .hasSize(8)
                .allMatch(id -> document.contains("[#" + id.substring(id.indexOf('/') + 1) + "]"));
    }

    private static void assertUpToDate(String document, String expected) throws IOException {
        Path file = ROOT.resolve("docs").resolve(document);
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(file, expected);
        }
        assertThat(file).hasContent(expected);
    }
}
