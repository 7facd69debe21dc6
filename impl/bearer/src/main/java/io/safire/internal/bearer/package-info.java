/** The messages, and the operations on headers and bodies, that all HTTP clients of this module use. */
@NullMarked
package io.safire.internal.bearer;

import org.jspecify.annotations.NullMarked;
