package io.safire.key;

/**
 * The state of a client key in its rotation. Keys in all three states are published.
 *
 * @since 1.0
 */
public enum KeyState {
    /** A published key that is not yet used for signing. Servers can read the key before its first use. */
    NEXT,
    /**
     * The key that is used for signing. If a retiring key can sign, the client starts to sign with the active key only
     * after {@code key-publication-time} (default: 30 hours), when servers have had time to read the key. Otherwise,
     * the client starts immediately.
     */
    ACTIVE,
    /**
     * The previous key. A retiring key remains published, so that servers can verify the assertions that were signed
     * with it. If the private key is available, the retiring key signs until {@code key-publication-time} has passed
     * for the active key.
     */
    RETIRING
}
