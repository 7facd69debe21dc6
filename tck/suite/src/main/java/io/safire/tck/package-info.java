/** The tests, a topic in a class. */
@NullMarked
package io.safire.tck;

import org.jspecify.annotations.NullMarked;
