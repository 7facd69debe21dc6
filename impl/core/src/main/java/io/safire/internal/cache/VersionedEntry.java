package io.safire.internal.cache;

/** Stored tokens with the version of their entry. */
record VersionedEntry(StoredTokens content, long version) {}
