/** Managed tokens: caching, storage, and refresh before expiry with a single request at a time for each token. */
@NullMarked
package io.safire.impl.managed;

import org.jspecify.annotations.NullMarked;
