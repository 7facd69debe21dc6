/** The authorization code flow: launch, authorization request and response, and launch context. */
@NullMarked
package io.safire.launch;

import org.jspecify.annotations.NullMarked;
