/** Beans and helpers for the tests of managed tokens. */
@NullMarked
package io.safire.tck.managed;

import org.jspecify.annotations.NullMarked;
