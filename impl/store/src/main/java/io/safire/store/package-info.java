/** What the stores have in common. */
@NullMarked
package io.safire.store;

import org.jspecify.annotations.NullMarked;
