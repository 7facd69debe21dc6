/** Client authentication at the token endpoint, with the keys and secrets of the client. */
@NullMarked
package io.safire.internal.authentication;

import org.jspecify.annotations.NullMarked;
