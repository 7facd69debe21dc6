package io.safire.impl.managed;

/**
 * Who renews tokens at present.
 *
 * @param owner one client on one node
 * @param until when whoever else finds it takes its owner for dead, in milliseconds
 */
record Claim(String owner, Phase phase, long until) {

    enum Phase {
        /** Nothing has been sent: whoever finds it past its time may take over. */
        CLAIMED,
        /** The refresh token may have been used: nobody sends it again. */
        SENT
    }
}
