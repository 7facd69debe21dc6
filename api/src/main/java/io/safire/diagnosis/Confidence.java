package io.safire.diagnosis;

/**
 * The certainty of a finding. The most certain value comes first.
 *
 * @since 1.0
 */
public enum Confidence {
    /** The finding was computed, or was observed in a request or response. */
    PROVEN,
    /** The finding is the usual explanation of the observation. */
    LIKELY,
    /** The finding is one of several possible explanations of the observation. */
    POSSIBLE
}
