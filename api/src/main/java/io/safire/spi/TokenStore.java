package io.safire.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A store of user tokens that all nodes of an application share. A CDI bean of this type replaces the built-in store,
 * which has a limited size, serves only one node, and loses the tokens when the application stops. The bean requires
 * the artifact {@code safire-store}. Without this artifact, the deployment fails.
 *
 * <p>A store receives only encrypted content. Each save must be an atomic compare-and-set operation: if several nodes
 * replace the same version, exactly one node succeeds. The atomic operation prevents a refresh token from being used
 * twice. Callers receive any exception of a store as a {@link io.safire.error.SmartException}.
 *
 * @since 1.0
 */
public interface TokenStore {

    /**
     * Finds the entry under a key.
     *
     * @param key the server and the subject
     * @return the latest entry that any node saved; empty if the store has no entry for the key
     */
    Optional<StoredEntry> find(TokenKey key);

    /**
     * Saves an entry if the store has the expected version. This operation is atomic. When this method returns, the
     * entry must be as durable as this store guarantees.
     *
     * @param key the server and the subject
     * @param entry the entry to save
     * @param expectedVersion the version to replace; 0 if the store must not have an entry under the key
     * @return true if the entry was saved; false if the store has another version
     */
    boolean save(TokenKey key, Entry entry, long expectedVersion);

    /**
     * Deletes an entry if the store has the expected version. This operation is atomic.
     *
     * @param key the server and the subject
     * @param expectedVersion the version to delete
     * @return true if the entry was deleted; false if the store has another version
     */
    boolean delete(TokenKey key, long expectedVersion);

    /**
     * The key of an entry.
     *
     * @param server the name of the server
     * @param subject the application's identifier of the signed-in user or launch
     */
    record TokenKey(String server, String subject) {
        /**
         * Creates a key.
         *
         * @throws IllegalArgumentException if the server or the subject is blank
         */
        public TokenKey {
            if (requireNonNull(server, "server").isBlank()
                    || requireNonNull(subject, "subject").isBlank()) {
                throw new IllegalArgumentException("server and subject must not be blank");
            }
        }

        /** Omits the subject, because it may be a session identifier. */
        @Override
        public String toString() {
            return "TokenKey[server=" + server + ", subject=***]";
        }
    }

    /**
     * The content of an entry and its expiry.
     *
     * @param content the encrypted content
     * @param expiresAt the time at which the store may delete the entry
     */
    record Entry(byte[] content, Instant expiresAt) {
        public Entry {
            content = content.clone();
            requireNonNull(expiresAt, "expiresAt");
        }

        /**
         * Returns the encrypted content.
         *
         * @return a copy of the content
         */
        @Override
        public byte[] content() {
            return content.clone();
        }

        @Override
        public String toString() {
            return "Entry[content=" + content.length + " bytes, expiresAt=" + expiresAt + "]";
        }
    }

    /**
     * A stored entry with its version.
     *
     * @param entry the entry
     * @param version the version, which is 1 or more, differs after each change, and is never reused for the same key
     */
    record StoredEntry(Entry entry, long version) {
        /**
         * Creates a stored entry.
         *
         * @throws IllegalArgumentException if the version is less than 1
         */
        public StoredEntry {
            requireNonNull(entry, "entry");
            if (version < 1) {
                throw new IllegalArgumentException("version must be 1 or more");
            }
        }
    }
}
