package io.safire.tck.report;

import io.safire.tck.coverage.TestOutcome;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.platform.engine.TestExecutionResult;

/**
 * The result of a test.
 *
 * @param outcome the outcome
 * @param message the reason if the test did not pass; empty otherwise
 */
record TestResult(TestOutcome outcome, String message) {

    /** The result of a test that did not run. */
    static final TestResult NOT_RUN = new TestResult(TestOutcome.NOT_RUN, "");

    private static final String TESTS = "io.safire.tck.";

    static TestResult of(TestExecutionResult result) {
        TestOutcome outcome =
                switch (result.getStatus()) {
                    case SUCCESSFUL -> TestOutcome.PASSED;
                    case ABORTED -> TestOutcome.SKIPPED;
                    case FAILED -> TestOutcome.FAILED;
                };
        return new TestResult(
                outcome, result.getThrowable().map(TestResult::describe).orElse(""));
    }

    /** Returns this result if it is a failure; otherwise, the other result. */
    TestResult mergedWith(TestResult other) {
        return outcome == TestOutcome.FAILED ? this : other;
    }

    TestResult withMessage(UnaryOperator<String> change) {
        return new TestResult(outcome, change.apply(message));
    }

    /** Returns the exception, its first cause, and the line of the test. */
    private static String describe(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return thrown + (cause == thrown ? "" : "\ncaused by " + cause) + location(thrown);
    }

    private static String location(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(TESTS))
                .filter(frame ->
                        Objects.requireNonNullElse(frame.getFileName(), "").endsWith("Test.java"))
                .findFirst()
                .map(frame -> "\nat " + frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("");
    }
}
