package io.safire.internal.store;

/** Stored tokens with the version of their entry. */
record VersionedEntry(StoredTokens content, long version) {}
