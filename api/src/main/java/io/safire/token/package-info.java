/** What a token endpoint grants: tokens and scopes. */
@NullMarked
package io.safire.token;

import org.jspecify.annotations.NullMarked;
