/**
 * User tokens in a store that several nodes share: encryption, leases, and writes that are retried. The artifact
 * {@code safire} loads this module with {@link java.util.ServiceLoader}.
 */
@NullMarked
package io.safire.internal.store;

import org.jspecify.annotations.NullMarked;
