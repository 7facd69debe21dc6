package io.safire.tck.report;

import static java.util.function.UnaryOperator.identity;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.tck.area.Area;
import io.safire.tck.area.launch.LaunchTest;
import io.safire.tck.coverage.TckCoverage;
import io.safire.tck.coverage.TestOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;
import org.opentest4j.AssertionFailedError;

class ReportListenerTest {

    private static final String LAUNCH = LaunchTest.class.getName();
    private static final TestIdentifier STATE_TEST =
            test(MethodSource.from(LAUNCH, "rejectsDifferentOrMissingState"), true);
    private static final TestIdentifier CLASS = test(ClassSource.from(LAUNCH), false);
    private static final String STATE = "smart-2.2.0/60";

    @TempDir
    private Path folder;

    private final RunResults results = new RunResults();
    private Set<Area> areas = EnumSet.allOf(Area.class);

    @Test
    void writesPageAndJsonOfTckRun() throws IOException {
        runAndWrite(STATE_TEST);
        assertThat(folder.resolve(ReportFiles.PAGE)).content().startsWith("<!DOCTYPE html>");
        assertThat(folder.resolve(ReportFiles.JSON))
                .content()
                .contains("\"id\":\"" + STATE + "\"")
                .contains("\"passed\":1");
    }

    @Test
    void writesNothingWithoutTestOfTck() {
        runAndWrite(test(MethodSource.from(ReportListenerTest.class.getName(), "writesPageAndJsonOfTckRun"), true));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void requirementIsIncompleteIfTestDidNotRun() {
        results.add(STATE_TEST, TestResult.of(TestExecutionResult.successful()));
        assertThat(requirement(STATE).outcome()).isEqualTo(RequirementOutcome.INCOMPLETE);
        assertThat(requirement("smart-2.2.0/345").outcome()).isEqualTo(RequirementOutcome.NOT_RUN);
    }

    @Test
    void requirementFailsWithTest() {
        AssertionFailedError failure = new AssertionFailedError("<no> state", new IllegalStateException("cause"));
        results.add(STATE_TEST, TestResult.of(TestExecutionResult.failed(failure)));
        results.add(STATE_TEST, TestResult.of(TestExecutionResult.successful()));
        assertThat(requirement(STATE).outcome()).isEqualTo(RequirementOutcome.FAILED);
        assertThat(report().failures()).singleElement().satisfies(test -> assertThat(
                        test.result().message())
                .contains("<no> state", "caused by java.lang.IllegalStateException: cause")
                .contains("at ReportListenerTest.java:"));
    }

    @Test
    void testsFailWithClassThatFailsToDeploy() {
        results.add(CLASS, TestResult.of(TestExecutionResult.failed(new IllegalStateException("not deployed"))));
        assertThat(report().failures())
                .isNotEmpty()
                .allMatch(test -> test.test().testClass().equals("LaunchTest"))
                .allMatch(test -> test.result().message().contains("not deployed"));
    }

    @Test
    void requirementOfUnclaimedAreaIsNotClaimed() {
        areas = EnumSet.of(Area.BACKEND);
        assertThat(requirement("smart-2.2.0/63").outcome()).isEqualTo(RequirementOutcome.NOT_CLAIMED);
        assertThat(requirement("smart-2.2.0/236").outcome()).isEqualTo(RequirementOutcome.NOT_RUN);
        assertThat(requirement("smart-2.2.0/5").outcome()).isEqualTo(RequirementOutcome.NO_TEST);
        assertThat(report().tests()).extracting(ReportedTest::area).containsOnly(Area.BACKEND);
    }

    @Test
    void skippedClassIsNotRun() {
        results.add(CLASS, new TestResult(TestOutcome.SKIPPED, "disabled"));
        assertThat(requirement("smart-2.2.0/63").outcome()).isEqualTo(RequirementOutcome.NOT_RUN);
    }

    private void runAndWrite(TestIdentifier test) {
        String previous = System.setProperty(ReportListener.DIRECTORY_PROPERTY, folder.toString());
        try {
            ReportListener listener = new ReportListener();
            listener.executionFinished(test, TestExecutionResult.successful());
            listener.testPlanExecutionFinished(null);
        } finally {
            if (previous == null) {
                System.clearProperty(ReportListener.DIRECTORY_PROPERTY);
            }
        }
    }

    private ReportedRequirement requirement(String id) {
        return report().requirements().stream()
                .filter(reported -> reported.requirement().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private TckReport report() {
        RunEnvironment environment =
                new RunEnvironment(new JarVersion("Acme", "1"), "Weld", "17", "1.0", List.copyOf(areas), Instant.EPOCH);
        return TckReport.of(environment, TckCoverage.load(areas), results, identity());
    }

    private static TestIdentifier test(TestSource source, boolean isMethod) {
        UniqueId id = UniqueId.root("engine", "test");
        return TestIdentifier.from(new AbstractTestDescriptor(id, "test", source) {
            @Override
            public Type getType() {
                return isMethod ? Type.TEST : Type.CONTAINER;
            }
        });
    }
}
