/** The way to an authorization code: launch, authorization request and response, launch context. */
@NullMarked
package io.safire.launch;

import org.jspecify.annotations.NullMarked;
