/** Stores in a database. */
@NullMarked
package io.safire.store.jdbc;

import org.jspecify.annotations.NullMarked;
