/** Common code of the stores. */
@NullMarked
package io.safire.store;

import org.jspecify.annotations.NullMarked;
