package io.safire.internal.cache;

/**
 * A lease in the store that permits its owner to refresh the tokens of one user.
 *
 * @param owner the random id of one token refresher on one node
 * @param expiresAt the time in epoch milliseconds after which other nodes consider the owner dead
 */
record RefreshLease(String owner, Phase phase, long expiresAt) {

    enum Phase {
        /** No request has been sent: after expiry, another node may take the lease over. */
        ACQUIRED,
        /** The request may have reached the server, which may have consumed the refresh token: no other node sends it again. */
        SENT
    }
}
