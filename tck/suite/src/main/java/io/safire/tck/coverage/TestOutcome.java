package io.safire.tck.coverage;

/** The result of a test on one runtime. */
public enum TestOutcome {
    /** The test passed. */
    PASSED,
    /** An assertion failed, or the test ended with another exception. */
    FAILED,
    /** The test was skipped. */
    SKIPPED
}
