package io.safire.key;

/**
 * The state of a client key in its rotation. Keys in all three states are published.
 *
 * @since 1.0
 */
public enum KeyState {
    /** A key that is published so that servers can read it, and does not sign yet. */
    NEXT,
    /**
     * The key that signs, as soon as servers had time to read it ({@code key-publication-time}) or no other key can
     * sign.
     */
    ACTIVE,
    /**
     * The previous key. It remains published, so that servers can verify the assertions that it signed. If its private
     * key is available, it signs until servers had time to read the active key ({@code key-publication-time}, default:
     * 30 hours).
     */
    RETIRING
}
