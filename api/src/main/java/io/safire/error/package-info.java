/**
 * The exceptions of this library, one for each kind of failure. All exceptions are unchecked and extend
 * {@link io.safire.error.SmartException}.
 */
@NullMarked
package io.safire.error;

import org.jspecify.annotations.NullMarked;
