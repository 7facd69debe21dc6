/** A headless browser for tests that implements cookies, frames and redirects according to RFC 6265bis. */
@NullMarked
package io.safire.tck.browser;

import org.jspecify.annotations.NullMarked;
