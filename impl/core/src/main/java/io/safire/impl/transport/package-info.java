/** The HTTP client of this library: connections, TLS, limits, circuit breakers and JSON parsing. */
@NullMarked
package io.safire.impl.transport;

import org.jspecify.annotations.NullMarked;
