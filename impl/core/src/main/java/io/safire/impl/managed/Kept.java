package io.safire.impl.managed;

/** What is kept, with its version. */
record Kept(KeptContent content, long version) {}
