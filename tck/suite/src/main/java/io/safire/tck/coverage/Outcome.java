package io.safire.tck.coverage;

/** What came of a test on one runtime. */
public enum Outcome {
    /** It passed. */
    PASSED,
    /** It failed, or something else than its claim went wrong. */
    FAILED,
    /** It was left out. */
    SKIPPED
}
