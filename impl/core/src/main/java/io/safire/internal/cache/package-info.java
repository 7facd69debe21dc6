/** Managed tokens: caching, storage, and refresh before expiry with a single request at a time for each token. */
@NullMarked
package io.safire.internal.cache;

import org.jspecify.annotations.NullMarked;
