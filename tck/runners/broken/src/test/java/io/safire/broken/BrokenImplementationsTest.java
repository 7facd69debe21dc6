package io.safire.broken;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.safire.error.SmartException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
                            .hasValueSatisfying(thrown ->
                                    assertThat(thrown).isInstanceOfAny(AssertionError.class, SmartException.class)));
                }));
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

                [cols="2,3"]
                |===
                |Defect |Tests that detect it

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
                + breakage.caughtBy().stream().map(test -> "`" + test + "`").collect(joining(", "));
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
