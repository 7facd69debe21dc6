package io.safire.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * Keeps the tokens of signed-in users for all nodes of an application. A CDI bean of this type, such as an
 * {@code @ApplicationScoped} one, takes the place of the built-in store, which is bounded, knows one node and forgets
 * everything at the end of the application.
 *
 * <p>A store sees sealed content only and need not understand it. What it has to do is compare and set: of several nodes
 * that save over the same version, one succeeds. That is what keeps a refresh token from being used twice. Whatever a
 * store throws reaches the caller as a {@link io.safire.error.SmartException}.
 */
public interface TokenStore {

    /**
     * Looks up what is kept.
     *
     * @param key whose tokens
     * @return the last entry that was saved, by whichever node, or empty
     */
    Optional<Stored> find(TokenKey key);

    /**
     * Keeps an entry, unless somebody else was faster. When it returns, the entry must be as durable as the store is.
     *
     * @param key whose tokens
     * @param next what to keep
     * @param expected the version of what it takes the place of, 0 where nothing is kept
     * @return whether it was kept; false when the version there is another one
     */
    boolean save(TokenKey key, Entry next, long expected);

    /**
     * Forgets an entry, unless it has changed.
     *
     * @param key whose tokens
     * @param expected the version to forget
     * @return whether it was forgotten; false when the version there is another one
     */
    boolean delete(TokenKey key, long expected);

    /**
     * Whose tokens.
     *
     * @param server the name of the server
     * @param subject what the application calls the signed-in user or launch
     */
    record TokenKey(String server, String subject) {
        /** Checks both parts. */
        public TokenKey {
            if (requireNonNull(server, "server").isBlank()
                    || requireNonNull(subject, "subject").isBlank()) {
                throw new IllegalArgumentException("server and subject must not be blank");
            }
        }

        /** Without the subject, which may be a session identifier. */
        @Override
        public String toString() {
            return "TokenKey[server=" + server + ", subject=***]";
        }
    }

    /**
     * What is kept.
     *
     * @param content sealed bytes
     * @param expiresAt when a store may drop it
     */
    record Entry(byte[] content, Instant expiresAt) {
        /** Checks and copies. */
        public Entry {
            content = content.clone();
            requireNonNull(expiresAt, "expiresAt");
        }

        /**
         * The sealed bytes.
         *
         * @return a copy
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
     * An entry in a store.
     *
     * @param entry what is kept
     * @param version 1 or more, another one with each change, never one that the key had before
     */
    record Stored(Entry entry, long version) {
        /** Checks that there is an entry with a version. */
        public Stored {
            requireNonNull(entry, "entry");
            if (version < 1) {
                throw new IllegalArgumentException("a version is 1 or more");
            }
        }
    }
}
