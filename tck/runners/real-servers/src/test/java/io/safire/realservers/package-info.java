/** The client against authorization servers that others wrote. */
@NullMarked
package io.safire.realservers;

import org.jspecify.annotations.NullMarked;
