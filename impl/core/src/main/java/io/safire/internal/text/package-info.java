/** Text and JSON: limits for untrusted input, random strings and hashes. This package depends on no other package. */
@NullMarked
package io.safire.internal.text;

import org.jspecify.annotations.NullMarked;
