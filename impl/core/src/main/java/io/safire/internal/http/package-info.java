/**
 * The HTTP client of this library, with connections, TLS, limits, retries and circuit breakers. No other package sends
 * HTTP requests.
 */
@NullMarked
package io.safire.internal.http;

import org.jspecify.annotations.NullMarked;
