/** Texts of all errors, warnings and findings. */
@NullMarked
package io.safire.internal.message;

import org.jspecify.annotations.NullMarked;
