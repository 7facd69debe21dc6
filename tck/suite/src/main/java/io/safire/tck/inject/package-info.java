/** Beans that applications under test have. */
@NullMarked
package io.safire.tck.inject;

import org.jspecify.annotations.NullMarked;
