/** Beans of the applications under test. */
@NullMarked
package io.safire.tck.inject;

import org.jspecify.annotations.NullMarked;
