/** Requests to the token, introspection and revocation endpoints, and the handling of their responses. */
@NullMarked
package io.safire.internal.token;

import org.jspecify.annotations.NullMarked;
