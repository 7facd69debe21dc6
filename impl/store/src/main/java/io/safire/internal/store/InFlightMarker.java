package io.safire.internal.store;

/**
 * A callback that records in the store that a refresh request is about to be sent. If the store fails, the request is
 * not sent.
 */
final class InFlightMarker implements Runnable {

    private final EncryptedTokenStore store;
    private final String subject;
    private final RefreshLease lease;
    private VersionedEntry entry;
    private boolean marked;

    /**
     * @param entry the entry with this node's lease
     * @param lease the lease in phase {@link RefreshLease.Phase#SENT}, which is stored before the request is sent
     */
    InFlightMarker(EncryptedTokenStore store, String subject, VersionedEntry entry, RefreshLease lease) {
        this.store = store;
        this.subject = subject;
        this.entry = entry;
        this.lease = lease;
    }

    /** Stores the lease before the first attempt. Retries of the request use the same lease. */
    @Override
    public void run() {
        if (marked) {
            return;
        }
        entry = marked(store, subject, entry, lease);
        marked = true;
    }

    /** Returns true if the request may have been sent. */
    boolean isSent() {
        return marked;
    }

    VersionedEntry entry() {
        return entry;
    }

    /**
     * @return the entry with the lease
     * @throws LeaseLostException if another node changed the entry first
     */
    static VersionedEntry marked(
            EncryptedTokenStore store, String subject, VersionedEntry previous, RefreshLease lease) {
        if (!store.save(subject, previous.content().withLease(lease), previous.version())) {
            throw new LeaseLostException();
        }
        return store.find(subject)
                .filter(entry -> lease.equals(entry.content().lease()))
                .orElseThrow(LeaseLostException::new);
    }

    /** Thrown before a request is sent, if this node has lost its lease because another node changed the entry. */
    static final class LeaseLostException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LeaseLostException() {
            super("Another node changed the stored tokens", null, false, false);
        }
    }
}
