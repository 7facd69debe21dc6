/** Clients that register themselves. */
@NullMarked
package io.safire.impl.registration;

import org.jspecify.annotations.NullMarked;
