/** The behaviors of the reference client, and the tests that show them. */
@NullMarked
package io.safire.tck.safire.reference;

import org.jspecify.annotations.NullMarked;
