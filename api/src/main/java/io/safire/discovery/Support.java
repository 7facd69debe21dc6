package io.safire.discovery;

/**
 * The statement of a SMART configuration about a feature. A server that publishes no list of features neither supports
 * nor excludes a feature.
 *
 * @since 1.0
 */
public enum Support {
    /** The SMART configuration states that the server supports the feature. */
    SUPPORTED,
    /** The SMART configuration lists what the server supports, and the feature is not in the list. */
    NOT_SUPPORTED,
    /** The SMART configuration lacks the member that would contain the feature. Ask the administrator of the server. */
    NOT_STATED
}
