package io.safire.impl.managed;

/** A callback that records in the store that a refresh request is about to be sent. If that fails, the request is not sent. */
final class Sending implements Runnable {

    private final SealedStore store;
    private final String subject;
    private final Claim claim;
    private Kept mine;
    private boolean marked;

    /**
     * Creates a marker that has not been written yet.
     *
     * @param mine the entry with this node's lease
     * @param claim the lease in phase {@link Claim.Phase#SENT}, to be stored before the request is sent
     */
    Sending(SealedStore store, String subject, Kept mine, Claim claim) {
        this.store = store;
        this.subject = subject;
        this.mine = mine;
        this.claim = claim;
    }

    /** Writes the marker before the first attempt; retries of the request use the same one. */
    @Override
    public void run() {
        if (marked) {
            return;
        }
        mine = marked(store, subject, mine, claim);
        marked = true;
    }

    /** Returns whether the request may have been sent. */
    boolean left() {
        return marked;
    }

    Kept mine() {
        return mine;
    }

    /**
     * Stores a lease.
     *
     * @return the entry with the lease
     * @throws LostClaimException if another node changed the entry first
     */
    static Kept marked(SealedStore store, String subject, Kept seen, Claim claim) {
        if (!store.save(subject, seen.content().with(claim), seen.version())) {
            throw new LostClaimException();
        }
        return store.find(subject)
                .filter(there -> claim.equals(there.content().claim()))
                .orElseThrow(LostClaimException::new);
    }

    /** The loss of a lease because another node changed the entry. No request was sent. */
    static final class LostClaimException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LostClaimException() {
            super("Another node changed the stored tokens", null, false, false);
        }
    }
}
