/** Checks ID tokens: who the user is. */
@NullMarked
package io.safire.impl.identity;

import org.jspecify.annotations.NullMarked;
