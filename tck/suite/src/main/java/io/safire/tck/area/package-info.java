/** The areas of the TCK, and the selection of the areas that an implementation claims. */
@NullMarked
package io.safire.tck.area;

import org.jspecify.annotations.NullMarked;
