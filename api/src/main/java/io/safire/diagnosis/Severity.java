package io.safire.diagnosis;

/**
 * The consequence of a finding. The most severe value comes first.
 *
 * @since 1.0
 */
public enum Severity {
    /** The call or flow cannot work. */
    BROKEN,
    /** The flow works, but violates a rule that other servers or later versions may enforce. */
    WRONG,
    /** The flow works, but may fail later or is less secure than it could be. */
    RISK,
    /** No action is needed. */
    INFO
}
