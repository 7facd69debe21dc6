/**
 * The HTTP client of this library: connections, TLS, limits, circuit breakers and JSON parsing. No other package sends
 * HTTP requests.
 */
@NullMarked
package io.safire.internal.http;

import org.jspecify.annotations.NullMarked;
