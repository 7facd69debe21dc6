/** The SMART configuration of a server. */
@NullMarked
package io.safire.impl.discovery;

import org.jspecify.annotations.NullMarked;
