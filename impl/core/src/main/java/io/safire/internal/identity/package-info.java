/** Validation of ID tokens (OpenID Connect Core 1.0). */
@NullMarked
package io.safire.internal.identity;

import org.jspecify.annotations.NullMarked;
