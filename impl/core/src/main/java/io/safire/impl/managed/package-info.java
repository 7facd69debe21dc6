/** Keeps tokens and renews them: one request at a time for each, ahead of its end. */
@NullMarked
package io.safire.impl.managed;

import org.jspecify.annotations.NullMarked;
