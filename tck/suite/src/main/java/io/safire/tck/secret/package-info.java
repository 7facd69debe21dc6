/** Looks for secrets in what a run of the TCK logged. */
@NullMarked
package io.safire.tck.secret;

import org.jspecify.annotations.NullMarked;
