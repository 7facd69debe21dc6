/** The texts of all errors. */
@NullMarked
package io.safire.impl.message;

import org.jspecify.annotations.NullMarked;
