package io.safire.internal.store;

record VersionedEntry(StoredTokens content, long version) {}
