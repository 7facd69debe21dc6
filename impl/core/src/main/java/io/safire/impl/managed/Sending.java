package io.safire.impl.managed;

/** A refresh that is about to be sent: says so in the store first, and does not let it leave where that fails. */
final class Sending implements Runnable {

    private final SealedStore store;
    private final String subject;
    private final Claim claim;
    private Kept mine;
    private boolean marked;

    /**
     * Prepares.
     *
     * @param mine what we have claimed
     * @param claim what is to be there when the request leaves
     */
    Sending(SealedStore store, String subject, Kept mine, Claim claim) {
        this.store = store;
        this.subject = subject;
        this.mine = mine;
        this.claim = claim;
    }

    /** Every further attempt is made under the same mark. */
    @Override
    public void run() {
        if (marked) {
            return;
        }
        mine = marked(store, subject, mine, claim);
        marked = true;
    }

    /** Whether the request can have left. */
    boolean left() {
        return marked;
    }

    Kept mine() {
        return mine;
    }

    /**
     * Puts a claim into the store.
     *
     * @throws LostClaimException if somebody else was faster
     */
    static Kept marked(SealedStore store, String subject, Kept seen, Claim claim) {
        if (!store.save(subject, seen.content().with(claim), seen.version())) {
            throw new LostClaimException();
        }
        return store.find(subject)
                .filter(there -> claim.equals(there.content().claim()))
                .orElseThrow(LostClaimException::new);
    }

    /** Somebody else has changed what is kept: nothing was sent. */
    static final class LostClaimException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LostClaimException() {
            super("somebody else has changed what is kept", null, false, false);
        }
    }
}
