/** Code that several stores share. */
@NullMarked
package io.safire.store;

import org.jspecify.annotations.NullMarked;
