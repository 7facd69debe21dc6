/** Tests of the second implementation beside those of the TCK. */
@NullMarked
package io.safire.minimal;

import org.jspecify.annotations.NullMarked;
