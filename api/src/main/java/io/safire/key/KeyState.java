package io.safire.key;

/**
 * The state of a client key in its rotation. Keys in all three states are published.
 *
 * @since 1.0
 */
public enum KeyState {
    /** A key that is published so that servers can read it, but that is not yet used for signing. */
    NEXT,
    /**
     * The key that is used for signing. The client starts to sign with the active key after
     * {@code key-publication-time}, when servers have had time to read the key. If no other key can sign, the client
     * starts immediately.
     */
    ACTIVE,
    /**
     * The previous key. A retiring key remains published, so that servers can verify the assertions that were signed
     * with it. If its private key is available, the retiring key signs until servers have had time to read the active
     * key ({@code key-publication-time}, default: 30 hours).
     */
    RETIRING
}
