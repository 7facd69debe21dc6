package io.safire.key;

/** Where a key of the client stands in its rotation. A key is published in each of the three states, and signs in one. */
public enum KeyState {
    /** Published so that servers learn it, and never signs. */
    NEXT,
    /** Signs, as soon as servers had the time to learn it or there is no other key that can. */
    ACTIVE,
    /**
     * The former key. It stays published for the assertions that it signed, and where its private part is there, it signs
     * until servers had the time ({@code key-publication-time}) to learn the active one.
     */
    RETIRING
}
