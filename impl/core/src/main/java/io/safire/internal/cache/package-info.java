/**
 * Managed tokens, with caching, storage, and refresh before expiry. For each token, only one refresh request is sent at
 * a time.
 */
@NullMarked
package io.safire.internal.cache;

import org.jspecify.annotations.NullMarked;
