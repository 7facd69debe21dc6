package io.safire.key;

/** Where a key of the client stands in its rotation. A key is published in each of the three states, and signs in one. */
public enum KeyState {
    /** Published so that servers learn it, and does not sign yet. */
    NEXT,
    /** Signs. */
    ACTIVE,
    /** Signs no more, and stays published for the assertions that it signed. */
    RETIRING
}
