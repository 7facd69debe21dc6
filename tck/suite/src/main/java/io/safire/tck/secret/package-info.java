/** A scan of a TCK run's logs for secrets. */
@NullMarked
package io.safire.tck.secret;

import org.jspecify.annotations.NullMarked;
