/** Test classes of the TCK, one for each topic. */
@NullMarked
package io.safire.tck;

import org.jspecify.annotations.NullMarked;
