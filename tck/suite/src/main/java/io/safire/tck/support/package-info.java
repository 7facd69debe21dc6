/** Helpers that all tests share. */
@NullMarked
package io.safire.tck.support;

import org.jspecify.annotations.NullMarked;
