package io.safire.tck.coverage;

import java.util.Locale;

/** The result of a test on one runtime. */
public enum TestOutcome {
    /** The test passed. */
    PASSED,
    /** An assertion failed, or the test ended with another exception. */
    FAILED,
    /** The test was skipped. */
    SKIPPED,
    /** The test did not run. */
    NOT_RUN;

    /** Returns the words in reports. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
