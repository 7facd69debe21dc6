/** Loading and reading of user-access brand bundles. */
@NullMarked
package io.safire.impl.brand;

import org.jspecify.annotations.NullMarked;
