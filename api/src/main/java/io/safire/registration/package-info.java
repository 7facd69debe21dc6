/** Clients that register themselves (RFC 7591, RFC 7592). */
@NullMarked
package io.safire.registration;

import org.jspecify.annotations.NullMarked;
