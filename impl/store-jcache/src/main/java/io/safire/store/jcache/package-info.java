/** Stores in a cache. */
@NullMarked
package io.safire.store.jcache;

import org.jspecify.annotations.NullMarked;
