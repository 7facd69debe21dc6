/** The interfaces that an application can implement to replace or extend built-in behavior. */
@NullMarked
package io.safire.spi;

import org.jspecify.annotations.NullMarked;
