/** Discovery of the SMART configuration of a server and its endpoints. */
@NullMarked
package io.safire.internal.discovery;

import org.jspecify.annotations.NullMarked;
