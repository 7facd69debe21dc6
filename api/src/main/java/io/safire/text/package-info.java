/** The text form of values that may contain characters chosen by another party. */
@NullMarked
package io.safire.text;

import org.jspecify.annotations.NullMarked;
