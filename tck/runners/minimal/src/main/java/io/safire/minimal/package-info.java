/**
 * A second implementation of the API, of the area {@code backend} only, with the HTTP client and the cryptography of
 * the JDK. It shows that the TCK serves every implementation, and is an example for implementers.
 */
@NullMarked
package io.safire.minimal;

import org.jspecify.annotations.NullMarked;
