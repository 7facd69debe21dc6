package io.safire.internal.store;

/**
 * A lease in the store that permits its owner to refresh the tokens of one user.
 *
 * @param owner the random ID of one token refresher on one node
 * @param expiresAt the time in epoch milliseconds after which other nodes assume that the owner has failed
 */
record RefreshLease(String owner, Phase phase, long expiresAt) {

    enum Phase {
        /** No request has been sent. After the lease has expired, another node may acquire it. */
        ACQUIRED,
        /**
         * The request may have reached the server, which may have consumed the refresh token. No other node sends the
         * same refresh token again.
         */
        SENT
    }
}
