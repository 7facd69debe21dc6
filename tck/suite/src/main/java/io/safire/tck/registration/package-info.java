/** Beans and helpers for the tests of registration. */
@NullMarked
package io.safire.tck.registration;

import org.jspecify.annotations.NullMarked;
