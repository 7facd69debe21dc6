/** What a server says of itself in its SMART configuration. */
@NullMarked
package io.safire.discovery;

import org.jspecify.annotations.NullMarked;
