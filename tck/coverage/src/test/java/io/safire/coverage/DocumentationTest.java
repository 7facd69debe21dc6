package io.safire.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.tck.coverage.Behaviour;
import io.safire.tck.coverage.Coverage;
import io.safire.tck.coverage.CoverageTable;
import io.safire.tck.coverage.Requirement;
import io.safire.tck.fault.Fault;
import io.safire.tck.fault.FaultDocument;
import io.safire.tck.fault.FaultTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Comparison of the generated tables of the documentation with the tests. {@code -Ddocs.write=true} updates them. */
class DocumentationTest {

    private static final Path ROOT = Path.of("../..");
    private static final Pattern NAMED_TEST = Pattern.compile("`([A-Z]\\w*Test)\\.(\\w+)`");

    private final Coverage coverage = Coverage.ofThisTck();
    private final CoverageTable table = new CoverageTable(coverage);

    @Test
    void everyRequirementHasATestOrAReason() {
        assertThat(coverage.problems()).isEmpty();
    }

    @Test
    void requirementsAreThoseOfTheTests() throws IOException {
        same("coverage.adoc", table.requirements(List.of()));
    }

    @Test
    void behavioursAreThoseOfTheTests() throws IOException {
        same("reference.adoc", table.behaviours());
    }

    @Test
    void faultsAreThoseThatAreTried() throws IOException {
        assertThat(FaultTable.all())
                .extracting(Fault::name)
                .hasSizeGreaterThan(40)
                .doesNotHaveDuplicates();
        same("faults.adoc", FaultDocument.text());
    }

    @Test
    void everyRequirementOfTheApplicationIsAnswered() throws IOException {
        String answers = Files.readString(ROOT.resolve("docs/requirements.adoc"));
        assertThat(coverage.requirements().stream().filter(requirement -> !requirement.needsTest()))
                .extracting(Requirement::id)
                .hasSize(8)
                .allMatch(id -> answers.contains("[#" + id.substring(id.indexOf('/') + 1) + "]"));
    }

    @Test
    void testsThatAnswersNameExist() throws IOException {
        for (Behaviour behaviour : coverage.behaviours()) {
            for (MatchResult named :
                    NAMED_TEST.matcher(behaviour.answer()).results().toList()) {
                assertThat(source(named.group(1))).as(behaviour.id()).contains("void " + named.group(2) + "(");
            }
        }
    }

    private static String source(String testClass) throws IOException {
        for (String part : List.of("api", "impl", "tck")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(part))) {
                List<Path> found = files.filter(file -> file.endsWith(testClass + ".java"))
                        .filter(file -> file.toString().contains("src"))
                        .toList();
                if (!found.isEmpty()) {
                    return Files.readString(found.get(0));
                }
            }
        }
        return "";
    }

    private static void same(String document, String expected) throws IOException {
        Path file = ROOT.resolve("docs").resolve(document);
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(file, expected);
        }
        assertThat(file).hasContent(expected);
    }
}
