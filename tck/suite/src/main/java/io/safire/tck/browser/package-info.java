/** A browser for tests: cookies, frames and redirects as the current cookie specification has them. */
@NullMarked
package io.safire.tck.browser;

import org.jspecify.annotations.NullMarked;
