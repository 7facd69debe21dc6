/**
 * User tokens in a store that several nodes share: encryption, leases, and writes that are retried. Core finds this
 * module with {@link java.util.ServiceLoader}.
 */
@NullMarked
package io.safire.internal.store;

import org.jspecify.annotations.NullMarked;
