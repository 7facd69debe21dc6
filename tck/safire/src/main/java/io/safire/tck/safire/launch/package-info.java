/** Tests of behaviors of the reference client. */
@NullMarked
package io.safire.tck.safire.launch;

import org.jspecify.annotations.NullMarked;
