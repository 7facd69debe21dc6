package io.safire.impl.managed;

/** Stored tokens with the version of their entry. */
record Kept(KeptContent content, long version) {}
