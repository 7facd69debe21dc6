package io.safire.diagnosis;

/**
 * The certainty of a finding, the most certain first.
 *
 * @since 1.0
 */
public enum Confidence {
    /** The finding was computed or observed in a request or response. */
    PROVEN,
    /** The finding is the usual explanation of what was observed. */
    LIKELY,
    /** The finding is one of several explanations. */
    POSSIBLE
}
