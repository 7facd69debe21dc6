/** The annotations for injection points and REST clients. */
@NullMarked
package io.safire.inject;

import org.jspecify.annotations.NullMarked;
