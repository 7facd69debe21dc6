/** The SMART configuration that a server publishes. */
@NullMarked
package io.safire.discovery;

import org.jspecify.annotations.NullMarked;
