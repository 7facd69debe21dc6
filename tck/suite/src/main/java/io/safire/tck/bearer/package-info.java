/** Interfaces and clients that send tokens, and the bean that says whose. */
@NullMarked
package io.safire.tck.bearer;

import org.jspecify.annotations.NullMarked;
