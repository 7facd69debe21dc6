/** Dynamic client registration (RFC 7591) and its management (RFC 7592). */
@NullMarked
package io.safire.internal.registration;

import org.jspecify.annotations.NullMarked;
