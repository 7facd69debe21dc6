/** Stores in a relational database. */
@NullMarked
package io.safire.store.jdbc;

import org.jspecify.annotations.NullMarked;
