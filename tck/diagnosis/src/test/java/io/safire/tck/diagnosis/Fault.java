package io.safire.tck.diagnosis;

import io.safire.diagnosis.Step;
import java.util.function.Consumer;

/**
 * A single fault.
 *
 * @param id the identifier in the table of results
 * @param title the fault as the table describes it
 * @param seed the change that makes a healthy set-up faulty
 * @param evidence the data from which the diagnosis must find the cause
 */
record Fault(
        String id,
        Step step,
        String title,
        SetUp setUp,
        Consumer<Situation> seed,
        Flow flow,
        Evidence evidence,
        Cause cause) {

    /** The data from which the diagnosis must find the cause. */
    enum Evidence {
        /** The configuration, and the responses to GET requests. */
        OUTSIDE,
        /** Also the response to one token request. */
        TOKEN,
        /** Also the error of the flow, because the cause is part of one request of one user. */
        ERROR
    }
}
