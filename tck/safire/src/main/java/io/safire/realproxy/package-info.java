/** Tests with a real HTTP proxy. */
@NullMarked
package io.safire.realproxy;

import org.jspecify.annotations.NullMarked;
