/** The tokens and scopes that a token endpoint grants. */
@NullMarked
package io.safire.token;

import org.jspecify.annotations.NullMarked;
