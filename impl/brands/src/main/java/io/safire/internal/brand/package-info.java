/** Loading and reading of user-access brand bundles. */
@NullMarked
package io.safire.internal.brand;

import org.jspecify.annotations.NullMarked;
