/** The authorization request and the answer to it. */
@NullMarked
package io.safire.impl.launch;

import org.jspecify.annotations.NullMarked;
