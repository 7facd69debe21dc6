/** Requests to the token, introspection and revocation endpoints, and the handling of their responses. */
@NullMarked
package io.safire.impl.token;

import org.jspecify.annotations.NullMarked;
