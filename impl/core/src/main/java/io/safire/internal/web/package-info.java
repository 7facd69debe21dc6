/** The web layer: launch, callback, JWKS and sign-out endpoints, launch cookies, and error pages. */
@NullMarked
package io.safire.internal.web;

import org.jspecify.annotations.NullMarked;
