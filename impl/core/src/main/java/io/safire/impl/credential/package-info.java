/** Proves to a token endpoint who the client is. */
@NullMarked
package io.safire.impl.credential;

import org.jspecify.annotations.NullMarked;
