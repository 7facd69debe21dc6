package io.safire.tck.report;

import io.safire.tck.area.Area;
import io.safire.tck.area.ClaimedAreas;
import io.safire.tck.coverage.TckCoverage;
import io.safire.tck.coverage.TestOutcome;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * A listener that writes the report of a run after the last test. The directory of the report contains {@code
 * index.html} and {@code report.json}. A run without tests of this TCK has no report.
 */
public final class ReportListener implements TestExecutionListener {

    /** The system property with the directory of the report. The default is {@value #DEFAULT_DIRECTORY}. */
    public static final String DIRECTORY_PROPERTY = "tck.report";

    /** The directory of the report if the system property is not set. */
    public static final String DEFAULT_DIRECTORY = "target/tck-report";

    private final RunResults results = new RunResults();

    public ReportListener() {}

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        results.add(test, new TestResult(TestOutcome.SKIPPED, reason));
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        results.add(test, TestResult.of(result));
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (results.isEmpty()) {
            return;
        }
        Set<Area> areas = ClaimedAreas.claimed();
        RunEnvironment environment = RunEnvironment.read(System.getProperties(), areas, Clock.systemUTC());
        TckReport report = TckReport.of(environment, TckCoverage.load(areas), results, FailureRedaction.ofRun());
        ReportFiles.write(Path.of(System.getProperty(DIRECTORY_PROPERTY, DEFAULT_DIRECTORY)), report);
    }
}
