/** Reads user-access brands. */
@NullMarked
package io.safire.impl.brand;

import org.jspecify.annotations.NullMarked;
