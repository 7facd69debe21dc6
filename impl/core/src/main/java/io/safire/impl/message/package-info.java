/** Texts of all errors, warnings and findings. */
@NullMarked
package io.safire.impl.message;

import org.jspecify.annotations.NullMarked;
