/** Encryption of texts that only the application itself reads. */
@NullMarked
package io.safire.internal.encryption;

import org.jspecify.annotations.NullMarked;
