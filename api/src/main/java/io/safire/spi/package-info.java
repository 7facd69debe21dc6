/**
 * The interfaces that an application can implement to replace or extend built-in behavior. The exception is
 * {@link io.safire.spi.ServerReadiness}, which the library provides to health checks.
 */
@NullMarked
package io.safire.spi;

import org.jspecify.annotations.NullMarked;
