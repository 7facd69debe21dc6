/** Stores in a JCache data grid. */
@NullMarked
package io.safire.store.jcache;

import org.jspecify.annotations.NullMarked;
