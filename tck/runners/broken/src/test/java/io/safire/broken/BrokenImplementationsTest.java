package io.safire.broken;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.safire.tck.Assertion;
import io.safire.tck.coverage.Requirement;
import io.safire.tck.coverage.TckTest;
import io.safire.tck.coverage.UntestedRequirement;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;

/**
 * Runs of the TCK. The listed tests must fail for every broken implementation and pass for the correct implementation.
 */
class BrokenImplementationsTest {

    private static final Path TABLE = Path.of("../../../docs/broken-implementations.adoc");

    /** The requirements that no breakage violates, with the reasons. */
    private static final Path WITHOUT_BREAKAGE = Path.of("src/test/resources/without-breakage.tsv");

    private static final String BEANS = """
            <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0" bean-discovery-mode="annotated"/>
            """;

    private static final List<String> MESSAGES = new ArrayList<>();

    /** Adds the jar to the tested libraries, so that every application of the TCK contains the jar. */
    @BeforeAll
    static void addBrokenBeans() {
        ShrinkWrap.create(JavaArchive.class, "broken.jar")
                .addPackage(Breakages.class.getPackage())
                .addAsManifestResource(new StringAsset(BEANS), "beans.xml")
                .as(ZipExporter.class)
                .exportTo(new File(System.getProperty("tck.libraries"), "broken.jar"), true);
    }

    /** Writes the message of each failed test, so that a reviewer can check why the test has failed. */
    @AfterAll
    static void writeMessages() throws IOException {
        Files.write(Path.of("target/broken-implementations.txt"), MESSAGES);
    }

    @Test
    void passesListedTestsWithoutBreakage() {
        Set<String> tests = new TreeSet<>();
        Breakages.all().forEach(breakage -> tests.addAll(breakage.caughtBy()));
        assertPassed(TckRun.execute(Breakage.none(), tests), tests);
        List<String> signed =
                tests.stream().filter(test -> test.startsWith("BackendTest.")).toList();
        assertPassed(TckRun.execute(AssertionBreakages.CONTROL, signed), signed);
    }

    @TestFactory
    Stream<DynamicTest> detectsEveryBreakage() {
        return Breakages.all().stream()
                .map(breakage -> dynamicTest(breakage.name(), () -> {
                    Map<String, TestExecutionResult> results = TckRun.execute(breakage, breakage.caughtBy());
                    assertThat(results.keySet()).containsExactlyInAnyOrderElementsOf(breakage.caughtBy());
                    results.forEach((test, result) -> MESSAGES.add(breakage.name() + " → " + test + ": "
                            + result.getThrowable()
                                    .map(BrokenImplementationsTest::line)
                                    .orElse("passed")));
                    results.forEach((test, result) -> assertThat(result.getThrowable())
                            .as(test)
                            .hasValueSatisfying(thrown -> assertReported(breakage, thrown)));
                }));
    }

    @Test
    void namesTestsThatClaimRequirementOfBreakage() throws ReflectiveOperationException {
        List<String> problems = new ArrayList<>();
        for (Breakage breakage : Breakages.all()) {
            Set<String> claimed = new TreeSet<>();
            for (String test : breakage.caughtBy()) {
                List<String> claims = claims(test);
                claimed.addAll(claims);
                if (!breakage.requirements().isEmpty() && Collections.disjoint(breakage.requirements(), claims)) {
                    problems.add(breakage.name() + ": " + test + " claims " + claims);
                }
            }
            if (!claimed.containsAll(breakage.requirements())) {
                problems.add(breakage.name() + ": not all claimed by its tests: " + breakage.requirements());
            }
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void breaksEveryRequirementThatIsNotListed() throws IOException {
        Set<String> unbroken = new TreeSet<>();
        Requirement.all().stream()
                .filter(Requirement::needsTest)
                .forEach(requirement -> unbroken.add(requirement.id()));
        UntestedRequirement.all().forEach(line -> unbroken.remove(line.id()));
        Breakages.all().forEach(breakage -> unbroken.removeAll(breakage.requirements()));
        Map<String, String> listed = new TreeMap<>();
        Files.readAllLines(WITHOUT_BREAKAGE).stream()
                .skip(1)
                .map(line -> line.split("\t", 2))
                .forEach(columns -> listed.put(columns[0], columns[1]));
        assertThat(unbroken).containsExactlyInAnyOrderElementsOf(listed.keySet());
        assertThat(listed.values()).noneMatch(String::isBlank);
    }

    @Test
    void hasEnoughUniqueBreakages() {
        assertThat(Breakages.all()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(Breakages.all()).extracting(Breakage::name).doesNotHaveDuplicates();
        assertThat(Breakages.all()).noneMatch(breakage -> breakage.caughtBy().isEmpty());
    }

    @Test
    void documentsEveryBreakage() throws IOException {
        String expected = """
                = Broken implementations

                Each row of the table describes a defect of an implementation. The build adds one defect at a time to the implementation, and fails if a
                test in the same row still passes. The build also verifies that all tests in the table pass if the implementation has no defect. To update
                the table, run the build with `-Ddocs.write=true`.

                The second column contains the numbers of the xref:coverage.adoc[requirements] that the defect violates. A defect without a number violates a
                rule of this project. Each test names one of the requirements in the same row. The test fails at one of its assertions, and not because a call throws
                an exception.

                [cols="4,1,6"]
                |===
                |Defect |Requirements |Tests that detect it

                """
                + Breakages.all().stream().map(BrokenImplementationsTest::row).collect(joining("\n"))
                + "\n|===\n";
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(TABLE, expected);
        }
        assertThat(TABLE).hasContent(expected);
    }

    private static String row(Breakage breakage) {
        return "|" + breakage.name() + " |"
                + breakage.requirements().stream()
                        .map(id -> id.substring(id.indexOf('/') + 1))
                        .collect(joining(", "))
                + " |"
                + breakage.caughtBy().stream().map(test -> "`" + test + "`").collect(joining(", "));
    }

    /** Returns the ids in the {@code Assertion} annotation of a test. */
    private static List<String> claims(String test) throws ReflectiveOperationException {
        String[] name = test.split("\\.");
        Assertion assertion =
                TckTest.classNamed(name[0]).getDeclaredMethod(name[1]).getAnnotation(Assertion.class);
        return assertion == null ? List.of() : List.of(assertion.id());
    }

    private static void assertReported(Breakage breakage, Throwable thrown) {
        assertThat(thrown).isInstanceOf(AssertionError.class);
        String message = line(thrown);
        assertThat(breakage.messages()).as(message).anyMatch(message::contains);
    }

    private static String line(Throwable thrown) {
        return thrown.toString().replaceAll("\\s+", " ");
    }

    private static void assertPassed(Map<String, TestExecutionResult> results, Iterable<String> tests) {
        assertThat(results.keySet()).containsExactlyInAnyOrderElementsOf(tests);
        results.forEach((test, result) -> assertThat(result)
                .as(test)
                .extracting(TestExecutionResult::getStatus)
                .isEqualTo(Status.SUCCESSFUL));
    }
}
