/** Tells the application what matters for security. */
@NullMarked
package io.safire.impl.event;

import org.jspecify.annotations.NullMarked;
