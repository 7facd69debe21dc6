/** Implementations of the API that are broken on purpose, each in one way, so that the TCK can be seen to notice. */
@NullMarked
package io.safire.broken;

import org.jspecify.annotations.NullMarked;
