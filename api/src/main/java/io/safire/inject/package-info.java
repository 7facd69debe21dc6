/** Qualifiers for injection points. */
@NullMarked
package io.safire.inject;

import org.jspecify.annotations.NullMarked;
