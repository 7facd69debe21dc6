/** What every store of tokens or launches has to do. */
@NullMarked
package io.safire.tck.store;

import org.jspecify.annotations.NullMarked;
